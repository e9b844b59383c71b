"""Notebook 2.3: a network, trained under autolog and early stopping; its curves, its model and its scores.

Keras is imported inside functions: a kernel that is forked must find jax's backend untouched.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from importlib.metadata import version

import numpy as np
import pandas as pd
from mlflow.models import Model

from workshop.checks.chapter_2 import autologged, models, pictures, scores
from workshop.checks.chapter_2.scores import TEST, TRAIN
from workshop.checks.choice import choice
from workshop.checks.evidence import FEATURES, TARGETS, Evidence, crash
from workshop.checks.outcome import NotAttempted, Outcome, Wrong
from workshop.checks.registry import exercise

NAME = "network"
AUTUMN = "2013-10-01"  # the validation hours begin here
KEPT = ["epochs", "optimizer_name", "optimizer_learning_rate"]
KERAS_BATCH = 32  # what fit takes without a batch_size
SAME_LOSS = 1e-4  # relative; the losses are sums of 32-bit numbers
SAME_MEAN = 1e-3  # relative to the spread of the input


@exercise("2.3.1", "a run named network with loss and val_loss an epoch, kept by autolog, that was stopped early")
def training(evidence: Evidence) -> str:
    evidence = autologged.named(evidence, NAME, "keras")
    kept = evidence.run.data
    if "loss" not in kept.metrics:
        raise Wrong(
            "The run network has no metric loss: autolog wasn't on when the network was fitted.",
            "Say mlflow.keras.autolog(log_models=False, log_datasets=False) before fit, and run the cell again.",
        )
    if "val_loss" not in kept.metrics:
        raise Wrong(
            "The run network has a loss and no val_loss: nothing says how good it is on hours it doesn't learn from.",
            "Give fit the pair validation_data=(x_valid, y_valid), and run the cell again.",
        )
    missing = [name for name in KEPT if name not in kept.params]
    if missing:
        raise Wrong(
            f"The run network lacks {', '.join(missing)}, which autolog keeps beside the losses: they were logged by hand.",
            "Turn autolog on and let fit do the logging, on a fresh run.",
        )
    _stopped(evidence)
    _standardises(evidence)
    return (
        "loss and val_loss have a value for every epoch, and the training was stopped before it had used up its epochs "
        "(which hours it saw is looked at in 2.3.4, in the model itself)"
    )


def _losses(evidence: Evidence, name: str) -> list[float]:
    """A metric's history in the order of its steps. Raises Wrong unless there is one value for each step from 0 on."""
    points = sorted(evidence.client.get_metric_history(evidence.run.info.run_id, name), key=lambda point: point.step)
    if [point.step for point in points] != list(range(len(points))):
        steps = len({point.step for point in points})
        raise Wrong(
            f"{name} has {len(points)} values on {steps} steps; one training gives a value for every epoch, from step 0 on.",
            "Fit once, on a fresh run, and validate after every epoch: run the cell of 2.3.1 again.",
        )
    return [point.value for point in points]


def _stopped(evidence: Evidence) -> None:
    """Raises Wrong unless the training ended before the number of epochs that fit was called with."""
    losses, asked = _losses(evidence, "val_loss"), evidence.run.data.params["epochs"]
    if str(len(losses)) == asked:
        raise Wrong(
            f"The training went through all the {asked} epochs that it was given: nothing stopped it.",
            "Give fit the list callbacks=[stopping], and epochs enough for it to have something to stop.",
        )


def _standardises(evidence: Evidence) -> None:
    """Raises Wrong unless the summary that autolog has written has a Normalization layer, and both targets at the end."""
    with evidence.artifact("model_summary.txt") as path:
        summary = path.read_text(encoding="utf-8")
    if "(Normalization)" not in summary:
        raise Wrong(
            "The network has no Normalization layer: it can't take raw weather.",
            "Put the layer standardise behind layers.Input, in place of a scaler outside the network.",
        )
    given = re.findall(r"\(None, (\d+)\)", summary)[-1]
    if given != str(len(TARGETS)):
        raise Wrong(
            f"By its summary the network gives an hour {given} number{'s' * (given != '1')}; there are {len(TARGETS)} targets.",
            "The last layer is layers.Dense(len(TARGETS)): run the cell again with it.",
        )


@exercise("2.3.2", "a choice: what autolog hasn't kept")
def prediction(evidence: Evidence) -> str:
    return choice(
        evidence,
        right="c",
        because="autolog asks fit and the network; the patience is in a callback, and callbacks are what it doesn't open",
        replies={
            "a": "After each epoch Keras calls everyone who has asked to be called, with the losses. Who might have asked?",
            "b": "fit wasn't given the optimizer, but the network was: compile put it there. Whom can autolog ask?",
        },
    )


@exercise("2.3.3", "the curves as a picture on the run, and after how many epochs val_loss was lowest")
def curves(evidence: Evidence) -> str:
    own = evidence.named(NAME)
    shown = [name for name in own.artifacts() if name.lower().endswith((".png", ".jpg", ".jpeg"))]
    try:
        given = own.answer()
    except NotAttempted:
        if not shown:
            raise
        raise Wrong("The picture is there, and no epoch was handed in.", 'Hand it in: answer("2.3.3", ...).', share=0.5) from None
    epoch = _fault(_lowest, own, given)
    picture = _fault(_pictured, own, shown)
    for fault in (epoch, picture):
        if fault:
            fault.share = 0.0 if epoch and picture else 0.5
            raise fault
    return f"val_loss was lowest after as many epochs as you say, and {shown[-1]} is kept with the run"


def _fault(part: Callable, *arguments) -> Outcome | None:
    """What a part of a check finds wrong, or nothing. What is missing is wrong where other parts are there."""
    try:
        part(*arguments)
    except NotAttempted as missing:
        return Wrong(missing.found, missing.try_next)
    except Outcome as fault:
        return fault
    return None


def _pictured(evidence: Evidence, shown: list[str]) -> None:
    if not shown:
        raise Wrong(
            "The run network holds no picture yet.",
            'mlflow.log_figure(draw(...), "curves.png") puts one there, while the run is open.',
        )
    with evidence.artifact(shown[-1]) as path:
        pictures.drawn(path, shown[-1])


def _lowest(evidence: Evidence, given) -> None:
    """Raises Wrong unless `given` is the number of epochs after which val_loss was lowest; the commonest slips first."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise Wrong(f"{given!r} is not a number.", "Hand in one number: how many epochs.")
    losses = _losses(evidence, "val_loss")
    lowest = min(losses)
    if given in [step + 1 for step, loss in enumerate(losses) if loss == lowest]:
        return
    if 0 <= given < len(losses) and given == int(given) and losses[int(given)] == lowest:
        raise Wrong(
            f"{given} is the step of the lowest val_loss; the epochs are one more.",
            "The value at step 0 was measured after one epoch: which step is the best, and after how many epochs?",
        )
    if given == len(losses):
        raise Wrong(
            f"{given} is the number of all epochs; val_loss had been lower before.",
            "Take the point with the smallest value of val_loss, not its last one, and not that of loss.",
        )
    if given == 1:
        raise Wrong("After one epoch val_loss wasn't lowest yet.", "validation_loss has all its values on step 0: take val_loss.")
    if math.isclose(given, lowest, rel_tol=0.01):
        raise Wrong(f"{given} is the lowest val_loss itself, in GW².", "Asked is when that was: that point's step, and one.")
    raise Wrong(
        f"val_loss wasn't lowest after {given} epochs.",
        "Take the point of its history with the smallest value; the epochs are its step and one.",
    )


@exercise("2.3.4", "on the run network: the patience, a model that standardises by the hours learned from, its scores on 2014")
def by_hand(evidence: Evidence) -> str:
    own = evidence.named(NAME)
    if not own.models and "patience" not in own.run.data.params and "r2" not in own.run.data.metrics:
        raise NotAttempted(
            "The run network has neither model nor scores yet.", "Fill the blanks in the cell of this exercise, and run it."
        )
    faults = [_fault(part, own) for part in (_model, _patience, scores.honest)]
    found = [fault for fault in faults if fault]
    if found:
        found[0].share = 1 - len(found) / len(faults)
        raise found[0]
    return "the model takes raw weather, standardises it by the hours it learned from, and scores what the run says"


def _patience(evidence: Evidence) -> None:
    """Raises Wrong unless the parameter is how many epochs really followed the best one."""
    given = evidence.run.data.params.get("patience")
    losses = _losses(evidence, "val_loss")
    waited = len(losses) - 1 - int(np.argmin(losses))
    if given is None:
        raise Wrong("The run network lacks the parameter patience.", "Log the whole dictionary by_hand.")
    if given != str(waited):
        raise Wrong(
            f"The parameter patience is {given}, and {waited} epochs followed the one with the lowest val_loss.",
            "EarlyStopping has to watch val_loss, and its own patience is what belongs on the run.",
        )


def _model(evidence: Evidence) -> None:
    folder = evidence.model_folder
    logged = Model.load(str(folder))
    if "keras" not in logged.flavors:
        raise Wrong("The logged model isn't a Keras network.", "mlflow.keras.log_model(network, ...) logs the one of 2.3.1.")
    _signed(logged)
    requirements = (folder / "requirements.txt").read_text(encoding="utf-8").split()
    models.pinned(requirements, "keras", logged.flavors["keras"]["keras_version"])
    models.pinned(requirements, "jax", version("jax"))
    network = _loaded(evidence)
    _adapted(evidence, network)
    _best_epoch(evidence, network)
    _learned_from(evidence, network)


def _signed(logged: Model) -> None:
    """Raises Wrong unless the signature is of an array with a column for each input, and one for each target."""
    if logged.signature is None or not logged.signature.inputs or not logged.signature.outputs:
        raise Wrong(
            "The model was logged without a signature of inputs and outputs: nobody can tell what it takes and gives.",
            "signature=infer_signature(x_learn, network.predict(x_learn, verbose=0)) reads it off the arrays.",
        )
    shape = logged.signature.inputs.inputs[0].shape
    if shape != (-1, len(FEATURES)):
        raise Wrong(
            f"By its signature the model takes arrays of shape {shape}; it takes rows of {len(FEATURES)} numbers.",
            "infer_signature's first value is what the network takes, x_learn; the second is what it gives for that.",
        )
    models.gives_both_targets(logged)


def _loaded(evidence: Evidence):
    """The network itself, as Keras loads it."""
    import mlflow.keras

    with crash("The logged network can't be loaded."):
        return mlflow.keras.load_model(str(evidence.model_folder))


def _hours(evidence: Evidence) -> dict[str, pd.DataFrame]:
    """The hours that a learner may have used, by what they are called."""
    train = evidence.year(TRAIN)
    autumn = train["utc_timestamp"] >= AUTUMN
    return {
        "learn": train[~autumn], "valid": train[autumn], f"all of {TRAIN}, validation hours included": train,
        f"{TEST}, the year that judges": evidence.year(TEST), "all years that the desk has": evidence.hours,
    }  # fmt: skip


def _adapted(evidence: Evidence, network) -> None:
    """Raises Wrong unless the Normalization layer's mean is that of the hours learned from."""
    import keras

    layers = [layer for layer in network.layers if isinstance(layer, keras.layers.Normalization)]
    if not layers:
        raise Wrong("The logged model has no Normalization layer: it can't take raw weather.", "Log the network of 2.3.1.")
    mean, hours = np.asarray(layers[0].mean).ravel(), _hours(evidence)

    def is_of(table: pd.DataFrame) -> bool:
        inputs = table[FEATURES]
        return bool(np.allclose((mean - inputs.mean()) / inputs.std(), 0, atol=SAME_MEAN))

    if is_of(hours["learn"]):
        return
    if not mean.any():
        raise Wrong(
            "The Normalization layer was never adapted: its mean is 0.",
            "Say standardise.adapt(x_learn) in 2.3.1, and go on from there.",
        )
    whose = next((f"those of {name}" for name, table in hours.items() if is_of(table)), "not those of the hours learned from")
    raise Wrong(
        f"The mean values in the Normalization layer are {whose}.",
        "Validation and test stand for hours that aren't known yet: adapt to x_learn in 2.3.1, and go on from there.",
    )


def _learned_from(evidence: Evidence, network) -> None:
    """Raises Wrong where the steps that the optimizer has counted, one a batch, are those of other hours than x_learn."""
    epochs, given = len(_losses(evidence, "val_loss")), evidence.run.data.params.get("batch_size", "")
    batch = int(given) if given.isdecimal() else KERAS_BATCH
    steps, hours = int(network.optimizer.iterations) / epochs, _hours(evidence)
    if steps == math.ceil(len(hours["learn"]) / batch):
        return
    likely = (name for name, table in hours.items() if steps == math.ceil(len(table) / batch))
    raise Wrong(
        f"The network has learned from {next(likely, 'other hours than those of January to September 2013')}: it took "
        f"{steps:g} batches of {batch} hours an epoch, and x_learn has {math.ceil(len(hours['learn']) / batch)}.",
        "What says when to stop mustn't be learned from: fit takes x_learn and y_learn. Train again from 2.3.1.",
    )


def _best_epoch(evidence: Evidence, network) -> None:
    """Raises Wrong unless the network's loss on the validation hours is the lowest that its history has."""
    losses, hours = _losses(evidence, "val_loss"), _hours(evidence)

    def is_loss(table: pd.DataFrame, value: float) -> bool:
        given = network.evaluate(table[FEATURES].to_numpy(), table[TARGETS].to_numpy(), verbose=0, return_dict=True)
        return math.isclose(given["loss"], value, rel_tol=SAME_LOSS)

    with crash("The logged network can't be evaluated."):
        if is_loss(hours["valid"], min(losses)):
            return
        if is_loss(hours["valid"], losses[-1]):
            raise Wrong(
                "The logged network is that of the last epoch, not of the best one.",
                "EarlyStopping with restore_best_weights=True puts the best weights back; train again from 2.3.1.",
            )
        if is_loss(evidence.year(TEST), min(losses)):
            raise Wrong(
                f"val_loss was measured on {TEST}: the year that judges has said when to stop.",
                "Validate on x_valid and y_valid, in 2.3.1, and go on from there.",
            )
    raise Wrong(
        "The lowest val_loss of the run isn't the logged network's on the last three months of 2013: it was measured on "
        "other hours, or the network comes from another training.",
        "Validate on x_valid and y_valid, in 2.3.1, and log the network that this run has trained.",
    )
