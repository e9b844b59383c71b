"""Notebook 2.3: a network, trained under autolog and early stopping; its curves, its model and its scores.

Keras is imported inside functions: a kernel that is forked must find jax's backend untouched.
"""

from __future__ import annotations

import math
import re
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from mlflow.entities import Run

from workshop.checks import expect, forecast, logged_model, picture
from workshop.checks.check_of import exercise
from workshop.checks.choice import choice
from workshop.checks.evidence import Evidence, holds_model
from workshop.checks.expect import shown
from workshop.checks.run_contents import crash
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.outcome import NotAttempted, Wrong

from . import autologged
from .autologged import TEST, TRAIN

if TYPE_CHECKING:
    from keras import Model

NAME = "network"
AUTUMN = "2013-10-01"  # the validation hours begin here
KEPT = ["epochs", "optimizer_name", "optimizer_learning_rate"]
SUMMARY, CURVES = "model_summary.txt", "curves.png"
HOLDERS = {"Normalization", "Sequential", "Functional"}  # layers that standardise, or that may hold such a layer
PATIENCE = 5  # epochs, of the callback that the notebook gives
MOST_EPOCHS = 10**6
BY_HAND = {
    "model": NAME,
    "features": FEATURES,
    "train": TRAIN,
    "validation": f"from {AUTUMN}",
    "test": TEST,
    "seed": "",
}
TOLD = {
    "model": (NAME, "keras", "sequential"),
    "validation": (AUTUMN[:7], "october", "autumn"),
}  # any such word will do
KERAS_BATCH = 32  # what fit takes without a batch_size
SAME_LOSS = 1e-4  # relative; the losses are sums of 32-bit numbers
SAME_MEAN = 1e-3  # relative to the spread of the input
SAME_SPREAD = 0.01  # relative


@exercise(
    "2.3.1",
    "a run named network: autolog has kept loss and val_loss of each epoch, and early stopping has ended the training",
)
def training(evidence: Evidence) -> str:
    evidence = autologged.named(evidence, NAME, "keras")
    kept = evidence.run.data
    if "loss" not in kept.metrics:
        raise Wrong(
            "The run network has no metric loss: autolog wasn't on when the network was fitted.",
            "Call mlflow.keras.autolog(log_models=False, log_datasets=False) before fit, and run the cell again.",
        )
    if "val_loss" not in kept.metrics:
        raise Wrong(
            "The run network has a loss and no val_loss: so nobody knows how good it is on hours that it doesn't learn "
            "from.",
            "Give fit the pair validation_data=(x_valid, y_valid), and run the cell again.",
        )
    _by_autolog(evidence)
    _stopped(evidence)
    _standardises(evidence)
    return (
        "loss and val_loss have a value for every epoch, and early stopping has ended the training "
        "(which hours it saw is looked at in 2.3.4, in the model itself)"
    )


def _by_autolog(evidence: Evidence) -> None:
    """Raises Wrong where the run lacks what autolog keeps beside the losses."""
    missing = [name for name in KEPT if name not in evidence.run.data.params]
    missing += [SUMMARY] if SUMMARY not in evidence.artifacts() else []
    if missing:
        raise Wrong(
            f"The run network lacks {', '.join(missing)}, which autolog keeps beside the losses: the losses were "
            "logged by hand.",
            "Turn autolog on and let fit do the logging, on a fresh run.",
        )
    share = evidence.run.data.params.get("validation_split", "None")
    if share not in ("None", "0", "0.0"):
        raise Wrong(
            f"By its validation_split of {shown(share)} the network was validated on a part of the training hours.",
            "The validation hours are the autumn: give fit validation_data=(x_valid, y_valid) instead of "
            "validation_split.",
        )


def _losses(evidence: Evidence, name: str) -> list[float]:
    """A metric's history in the order of its steps. Raises Wrong unless there is a number for each step from 0 on."""
    points = sorted(evidence.client.get_metric_history(evidence.run.info.run_id, name), key=lambda point: point.step)
    again = "Fit once, on a fresh run, and validate after every epoch: run the cell of 2.3.1 again."
    if not points:
        raise Wrong(f"The run network has no {name}.", again)
    if [point.step for point in points] != list(range(len(points))):
        steps = len({point.step for point in points})
        raise Wrong(
            f"{name} has {len(points)} values on {steps} steps; one training gives a value for every epoch, from step "
            "0 on.",
            again,
        )
    broken = next((point for point in points if not math.isfinite(point.value)), None)
    if broken:
        raise Wrong(
            f"{name} is {broken.value} at step {broken.step}: the training has diverged.",
            "Train again, as in the cell of 2.3.1.",
        )
    return [point.value for point in points]


def _waited(losses: list[float]) -> int:
    """How many epochs followed the one with the lowest loss."""
    return len(losses) - 1 - int(np.argmin(losses))


def _stopped(evidence: Evidence) -> None:
    """Raises Wrong unless the training ended where `stopping` ends it: before its last epoch, five after the best."""
    losses = _losses(evidence, "val_loss")
    _losses(evidence, "loss")
    asked = expect.whole(evidence.run, "epochs", 1, MOST_EPOCHS, "Let autolog log it: run the cell of 2.3.1 again.")
    if len(losses) == asked:
        raise Wrong(
            f"The training went through all the {asked} epochs that it was given: nothing stopped it.",
            "Give fit the list callbacks=[stopping], and enough epochs: val_loss must stop falling before they end.",
        )
    if _waited(losses) != PATIENCE:
        raise Wrong(
            f"The training ended {_waited(losses)} epochs after the one with the lowest val_loss; stopping ends it "
            f"after {PATIENCE}.",
            "Give fit the list callbacks=[stopping], as it stands in the cell: it watches val_loss. Run the cell "
            "again.",
        )


def _standardises(evidence: Evidence) -> None:
    """Raises Wrong where autolog's summary of the network shows no layer that standardises, or other outputs than both
    targets. What the summary doesn't show, 2.3.4 looks at in the model."""
    summary = evidence.text(SUMMARY)
    kinds = set(re.findall(r"\((\w+)\)", summary))
    if not kinds & HOLDERS:
        raise Wrong(
            "The network has no Normalization layer: it can't take raw weather.",
            "Put the layer standardise behind layers.Input, in place of a scaler outside the network.",
        )
    given = re.findall(r"\((?:None|\d+), (\d+)\)", summary)[
        -1:
    ]  # a network without layers.Input may have no shapes yet
    if given and given[0] != str(len(TARGETS)):
        raise Wrong(
            f"By its summary the network gives {given[0]} number{'s' * (given[0] != '1')} for each hour; there are "
            f"{len(TARGETS)} targets.",
            "The last layer is layers.Dense(len(TARGETS)): run the cell again with it.",
        )


@exercise("2.3.2", "a choice: what autolog hasn't kept")
def prediction(evidence: Evidence) -> str:
    return choice(
        evidence,
        right="c",
        because="autolog asks fit and the network; the patience is in a callback, and callbacks are what it doesn't "
        "open",
        replies={
            "a": "After each epoch Keras calls every callback that was registered, with the losses. Who might have "
            "registered one?",
            "b": "The network has the optimizer: compile put it there. fit doesn't have it. What can autolog ask "
            "besides fit?",
        },
    )


@exercise("2.3.3", f"the curves as {CURVES} on the run, and after how many epochs val_loss was lowest")
def curves(evidence: Evidence) -> str:
    own = _network(evidence)
    try:
        given = own.answer()
    except NotAttempted:
        if not picture.pictures(own.artifacts()):
            raise
        given = None
    expect.all_parts(partial(_lowest, own, given), partial(_pictured, own))
    return f"val_loss was lowest after as many epochs as you say, and {CURVES} is kept with the run"


def _network(evidence: Evidence) -> Evidence:
    return evidence.named(NAME, *autologged.OTHERS)


def _pictured(evidence: Evidence) -> None:
    """Raises Wrong unless the run holds the picture, by its name, with something drawn in it."""
    files = evidence.artifacts()
    if CURVES in files:
        picture.kept(evidence, CURVES)
        return
    log = f'Log it with mlflow.log_figure(draw(...), "{CURVES}"), inside `with mlflow.start_run(run_id=run_id):`.'
    others = picture.pictures(files)
    if others:
        raise Wrong(f"The run network holds no {CURVES}; it holds {shown(', '.join(others), 200)[1:-1]}.", log)
    landed = evidence.stray(lambda run: bool(picture.pictures(evidence.of(run).artifacts())))
    if landed:
        raise Wrong(
            f"The run network holds no picture yet; {landed.name}, a newer run in the experiment {landed.experiment}, "
            "does.",
            log,
        )
    raise Wrong("The run network holds no picture yet.", log)


def _lowest(evidence: Evidence, given: object) -> None:
    """Raises Wrong unless val_loss was lowest after `given` epochs; None stands for no answer."""
    if given is None:
        raise Wrong("The picture is there, but no number of epochs was handed in.", 'Hand it in: answer("2.3.3", ...).')
    epochs = expect.number(given)
    losses = _losses(evidence, "val_loss")
    lowest, last = min(losses), len(losses)
    if epochs in [step + 1 for step, loss in enumerate(losses) if loss == lowest]:
        return
    if epochs in [step for step, loss in enumerate(losses) if loss == lowest]:
        raise Wrong(
            f"{epochs:g} is the step of the lowest val_loss; the number of epochs is one more.",
            "The value at step 0 was measured after one epoch: after how many epochs comes the best step?",
        )
    if epochs == last:
        raise Wrong(
            f"{epochs:g} is the number of all epochs; val_loss had been lower before.",
            "Take the point with the smallest val_loss: not the last point, and not the smallest loss.",
        )
    if epochs == 1:
        raise Wrong(
            "After one epoch val_loss wasn't lowest yet.",
            "validation_loss has all its values on step 0: take val_loss.",
        )
    if math.isclose(epochs, lowest, rel_tol=0.01):
        raise Wrong(
            f"{epochs:g} is the lowest val_loss itself, in GW².",
            "Hand in after how many epochs: that point's step plus one.",
        )
    raise Wrong(
        f"val_loss wasn't lowest after {epochs:g} epochs.",
        "Take the point with the smallest value in the history of val_loss; the number of epochs is its step plus one.",
    )


@exercise(
    "2.3.4",
    "on the run network: the parameters of by_hand, a model that standardises by x_learn, and its scores on 2014",
)
def by_hand(evidence: Evidence) -> str:
    own = _network(evidence)
    if not _begun(own.run) and not own.models:
        raise own.nothing("patience, model or scores", lambda run: _begun(run) or holds_model(run))
    expect.all_parts(partial(_model, own), partial(_params, own), partial(forecast.honest, own, TRAIN, TEST))
    return "the model takes raw weather, standardises it by the hours it learned from, and scores what the run says"


def _begun(run: Run) -> bool:
    """Whether a run has a parameter or a metric that is logged by hand."""
    return bool({*BY_HAND, "patience"} & set(run.data.params)) or bool(set(forecast.ALL) & set(run.data.metrics))


def _params(evidence: Evidence) -> None:
    """Raises Wrong unless the run has all parameters of by_hand, and those that can be checked are true."""
    whole = "Log the whole dictionary by_hand: mlflow.log_params(by_hand)."
    once = f"{whole} A logged parameter can't be changed, so begin again with 2.3.1."
    expect.params(evidence.run, ["patience"], whole)
    given = expect.params(evidence.run, BY_HAND, whole)
    for name in ("train", "test"):
        if given[name].strip() != str(BY_HAND[name]):
            raise Wrong(f"The parameter {name} is {shown(given[name])}; the year is {BY_HAND[name]}.", once)
    for name, words in TOLD.items():
        if not any(word in given[name].lower() for word in words):
            raise Wrong(f"The parameter {name} is {shown(given[name])}; by_hand says {shown(BY_HAND[name])}.", once)
    expect.whole(evidence.run, "seed", 0, 2**32 - 1, once)
    absent = [feature for feature in FEATURES if feature not in given["features"]]
    if absent:
        raise Wrong(f"The parameter features is {shown(given['features'])}, without {absent[0]}.", once)
    _patience(evidence)


def _patience(evidence: Evidence) -> None:
    """Raises Wrong unless the parameter is how many epochs really followed the best one."""
    watch = "Let EarlyStopping watch val_loss, and log the patience that it has. Begin again with 2.3.1."
    given, waited = (
        expect.whole(evidence.run, "patience", 0, MOST_EPOCHS, watch),
        _waited(_losses(evidence, "val_loss")),
    )
    if given != waited:
        raise Wrong(
            f"The parameter patience is {given}, and {waited} epochs followed the one with the lowest val_loss.", watch
        )


def _model(evidence: Evidence) -> None:
    """Raises Wrong unless the logged model is the network of this run, and says what it takes, gives and needs."""
    logged = logged_model.logged(evidence, "keras")
    _signed(logged)
    logged_model.pinned(logged, "keras", logged.flavor.get("keras_version"))
    logged_model.pinned(logged, "jax", version("jax"))
    network = _loaded(evidence)
    _gives_as_signed(evidence, logged, network)
    _adapted(evidence, network)
    _best_epoch(evidence, network)
    _learned_from(evidence, network)


def _signed(logged: logged_model.Logged) -> None:
    """Raises Wrong unless the signature is of an array with a column for each input, and one for each target."""
    signature = logged.signature
    arrays = "Give log_model signature=infer_signature(x_learn, network.predict(x_learn, verbose=0))."
    if signature is None or not signature.inputs or not signature.outputs:
        raise Wrong(
            "The model was logged without a signature of inputs and outputs: nobody can tell what it takes and gives.",
            arrays,
        )
    if not (signature.inputs.is_tensor_spec() and signature.outputs.is_tensor_spec()):
        which = "outputs" if signature.inputs.is_tensor_spec() else "inputs"
        raise Wrong(
            f"The signature's {which} are those of a table, {shown(str(getattr(signature, which)))}; network.predict "
            "takes and gives arrays.",
            arrays,
        )
    shapes = [spec.shape for spec in signature.inputs.inputs]
    if shapes != [(-1, len(FEATURES))]:
        raise Wrong(
            f"By its signature the model takes arrays of shape {', '.join(map(str, shapes))}; the network takes rows "
            f"of {len(FEATURES)} numbers.",
            "Give infer_signature first what the network takes, x_learn, and second what it predicts for x_learn.",
        )
    if len(signature.outputs.inputs) != 1 or len(signature.outputs.inputs[0].shape) != 2:
        raise Wrong(
            f"By its signature the model gives {shown(str(signature.outputs), 200)}; the network gives one array.",
            arrays,
        )
    logged_model.gives_both_targets(logged)


def _loaded(evidence: Evidence) -> Model:
    """The network itself, as Keras loads it."""
    import mlflow.keras

    with crash("The logged network can't be loaded."):
        return mlflow.keras.load_model(str(evidence.model_folder))


def _gives_as_signed(evidence: Evidence, logged: logged_model.Logged, network: Model) -> None:
    """Raises Wrong unless the signature's outputs are of the type that the network gives."""
    few = evidence.year(TEST)[FEATURES].head(2).to_numpy()
    with crash("The logged network can't predict."):
        given = np.asarray(network.predict(few, verbose=0)).dtype
    assert logged.signature, "_signed has asked for one"
    promised = logged.signature.outputs.inputs[0].type
    if promised != given:
        raise Wrong(
            f"By its signature the model gives {promised} numbers; the network gives {given} numbers: the signature "
            "was made from another array.",
            "Give infer_signature as its second value what network.predict gives for x_learn, unchanged. y_learn is "
            "measured.",
        )


def _hours(evidence: Evidence) -> dict[str, pd.DataFrame]:
    """The hours that a learner may have used, by what they are called."""
    train = evidence.year(TRAIN)
    autumn = train["utc_timestamp"] >= AUTUMN
    return {
        "learn": train[~autumn], "valid": train[autumn], f"all of {TRAIN}, validation hours included": train,
        f"{TEST}, the test year": evidence.year(TEST), "all years that the desk has": evidence.hours,
    }  # fmt: skip


def _adapted(evidence: Evidence, network: Model) -> None:
    """Raises Wrong unless mean and variance of a Normalization layer are those of x_learn."""
    import keras

    with crash("The layers of the logged network can't be read."):
        layers = [layer for layer in network._flatten_layers() if isinstance(layer, keras.layers.Normalization)]
        kept = [
            (np.asarray(layer.mean, dtype=float).ravel(), np.asarray(layer.variance, dtype=float).ravel())
            for layer in layers
        ]
    if not layers:
        raise Wrong(
            "The logged model has no Normalization layer: it can't take raw weather.", "Log the network of 2.3.1."
        )
    hours = _hours(evidence)
    if any(_is_of(hours["learn"][FEATURES], *each) for each in kept):
        return
    mean, variance = kept[0]
    if not mean.any():
        raise Wrong(
            "The Normalization layer was never adapted: its mean is 0.",
            "Call standardise.adapt(x_learn) in 2.3.1, and go on from there.",
        )
    whose = next(
        (f"those of {name}" for name, table in hours.items() if _is_of(table[FEATURES], mean)),
        "not those of x_learn",
    )
    if _is_of(hours["learn"][FEATURES], mean):
        raise Wrong(
            "The variance in the Normalization layer is not the variance of x_learn.",
            "Call standardise.adapt(x_learn) in 2.3.1, and go on from there.",
        )
    raise Wrong(
        f"The mean values in the Normalization layer are {whose}.",
        "Validation and test stand for hours that aren't known yet: adapt to x_learn in 2.3.1, and go on from there.",
    )


def _is_of(inputs: pd.DataFrame, mean: np.ndarray, variance: np.ndarray | None = None) -> bool:
    """Whether the mean (and the variance) of each input are those of these hours."""
    if mean.shape != (len(FEATURES),) or not np.allclose((mean - inputs.mean()) / inputs.std(), 0, atol=SAME_MEAN):
        return False
    return variance is None or bool(np.allclose(np.sqrt(variance) / inputs.std(), 1, atol=SAME_SPREAD))


def _learned_from(evidence: Evidence, network: Model) -> None:
    """Raises Wrong where the optimizer's count of steps, one a batch, doesn't fit the number of hours in x_learn.

    Passes where it can't tell: a network that was compiled again has counted no steps, and autolog knows the batch_size
    only if fit got it by its name.
    """
    taken = int(network.optimizer.iterations) if getattr(network, "optimizer", None) else 0
    batch, known = _batch(evidence.run)
    steps, hours = taken / len(_losses(evidence, "val_loss")), _hours(evidence)
    of_all = {name: math.ceil(len(table) / batch) for name, table in hours.items()}
    likely = next(
        (name for name, count in of_all.items() if steps == count),
        "other hours than those of January to September 2013, or more than once",
    )
    if not taken or steps == of_all["learn"] or (likely not in of_all and not known):
        return
    raise Wrong(
        f"The network has learned from {likely}: it took "
        f"{steps:g} batches of {batch} hours an epoch, and x_learn has {of_all['learn']} batches.",
        "The validation hours say when to stop, so the network must not learn from them. Give fit x_learn and y_learn, "
        "and train again from 2.3.1.",
    )


def _batch(run: Run) -> tuple[int, bool]:
    """How many hours a batch has, and whether the run says so."""
    if run.data.params.get("batch_size", "None") == "None":
        return KERAS_BATCH, False
    return expect.whole(run, "batch_size", 1, MOST_EPOCHS, "Let autolog log it: run the cell of 2.3.1 again."), True


def _best_epoch(evidence: Evidence, network: Model) -> None:
    """Raises Wrong unless the network's loss on the validation hours is the lowest val_loss of the run."""
    losses, hours = _losses(evidence, "val_loss"), _hours(evidence)

    def is_loss(table: pd.DataFrame, value: float) -> bool:
        return any(math.isclose(loss, value, rel_tol=SAME_LOSS) for loss in _losses_on(network, table))

    with crash("The logged network can't be evaluated."):
        if is_loss(hours["valid"], min(losses)):
            return
        if is_loss(hours["valid"], losses[-1]):
            raise Wrong(
                "The logged network has the weights of the last epoch, not of the best one.",
                "EarlyStopping with restore_best_weights=True puts the best weights back; train again from 2.3.1.",
            )
        if is_loss(evidence.year(TEST), min(losses)):
            raise Wrong(
                f"val_loss was measured on {TEST}: the test year has said when to stop.",
                "Validate on x_valid and y_valid, in 2.3.1, and go on from there.",
            )
    raise Wrong(
        "On the last three months of 2013 the logged network's loss isn't the lowest val_loss of the run: val_loss was "
        "measured on other hours, or the network comes from another training.",
        "Validate on x_valid and y_valid, in 2.3.1, and log the network that this run has trained.",
    )


def _losses_on(network: Model, table: pd.DataFrame) -> list[float]:
    """The losses of the network on these hours: by the loss function that it was compiled with and, since it may have
    been compiled again, the mean squared and the mean absolute error."""
    x, y = table[FEATURES].to_numpy(), table[TARGETS].to_numpy()
    own = network.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    errors = np.asarray(network.predict(x, verbose=0), dtype=float) - y
    return [own, float((errors**2).mean()), float(np.abs(errors).mean())]
