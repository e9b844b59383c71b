"""Notebook 3.3: what a model's files say of it, read without loading, and one model logged with the shortest list.

No check loads a model by its own word: bytes are read, skops lists types, and the one model that is loaded, is loaded
by skops with a list that stands here.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from mlflow.artifacts import download_artifacts
from mlflow.entities.model_registry import ModelVersion
from mlflow.models import Model
from packaging.utils import canonicalize_name
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from workshop.checks import logged_model, registry
from workshop.checks.check_of import exercise
from workshop.checks.evidence import Evidence
from workshop.checks.expect import earned, fields, shown
from workshop.checks.logged_model import TREE, Logged
from workshop.checks.run_contents import crash
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.outcome import NotAttempted, Wrong

# 3.3.1: what the lists of requirements lack

KINDS = {"2.1-linear-regression": "linear regression", "2.2-random-forest": "forest", "2.3-keras": "network"}
NEEDED = {
    "skops": {"scikit-learn", "skops"},
    "pickle": {"scikit-learn"},
    "cloudpickle": {"scikit-learn", "cloudpickle"},
    "keras": {"keras", "jax"},
}


@exercise("3.3.1", "for each kind of model the packages that its format needs and its requirements.txt doesn't list")
def requirements(evidence: Evidence) -> str:
    given = _for_each(evidence.answer(), *KINDS.values())
    papers = {kind: _papers(evidence, kind, version) for kind, version in _newest_of_each_kind(evidence).items()}
    _compared(given, papers)
    lacking = [f"{kind}: {', '.join(sorted(need - has))}" for kind, (need, has) in papers.items() if need - has]
    return f"read from the files alone, what is lacking is {'; '.join(lacking) or 'nothing, of any kind'}"


def _for_each(given: object, *names: str) -> dict[str, set[str]]:
    """An answer that is a dictionary of just these names, with a list of texts for each, as sets."""
    values = dict(zip(names, fields(given, *names), strict=True))
    for name, value in values.items():
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise Wrong(f"For {name} you hand in {shown(value)}.", "Hand in a list of texts for each, [] for none.")
    return {name: {each.strip() for each in value} for name, value in values.items()}


def _compared(given: dict[str, set[str]], papers: dict[str, tuple[set[str], set[str]]]) -> None:
    """Raises Wrong unless what is `given` for each kind is what its papers need and don't have."""
    right = [kind for kind, (need, has) in papers.items() if _packages(given[kind]) == need - has]
    for kind, (need, has) in papers.items():
        mine, share = _packages(given[kind]), len(right) / len(papers) / 2
        if kind in right:
            continue
        if mine == need and has & need:
            raise Wrong(
                f"{shown(sorted(mine))} is all that the {kind} needs; some of it is listed.",
                "Hand in what is needed less what is listed: needed - listed.",
                share,
            )
        if mine & has:
            raise Wrong(
                f"{', '.join(sorted(mine & has))} stands in the requirements.txt of the {kind}.",
                "What is listed isn't lacking. Is it needed - listed, in this order?",
                share,
            )
        if mine < need - has:
            raise Wrong(
                f"A colleague who installs the list of the {kind} and no more can't load it, and your list for it is "
                f"{shown(sorted(mine))}.",
                "Look up its format in NEEDED, and take away what its requirements.txt has.",
                share,
            )
        raise Wrong(
            f"{shown(', '.join(sorted(mine - need)))} isn't needed to load the {kind}.",
            "Take the packages of its format from NEEDED, and no others.",
            share,
        )


def _packages(names: set[str]) -> set[str]:
    """Names of packages as registries write them, without versions."""
    return {str(canonicalize_name(re.split(r"[=<>!~ ;\[]", name)[0])) for name in names}


def _newest_of_each_kind(evidence: Evidence) -> dict[str, ModelVersion]:
    """The newest version of each kind of model; the experiment of a version's run says which kind it is."""
    again = "Register the models again, as 3.1 did; then run this notebook from its first cell."
    try:
        versions = registry.registered(evidence).versions
    except NotAttempted as missing:  # an answer was handed in all the same
        raise Wrong(missing.found, again) from None
    runs = registry.runs(evidence, versions)
    kinds = {each.experiment_id: KINDS.get(each.name) for each in evidence.client.search_experiments()}
    newest: dict[str, ModelVersion] = {}
    for version in versions:
        run = runs.get(str(version.run_id))
        kind = kinds.get(run.info.experiment_id) if run else None
        if kind:
            newest.setdefault(kind, version)
    lost = [kind for kind in KINDS.values() if kind not in newest]
    if lost:
        raise Wrong(f"{registry.MODEL} has no version any more of these kinds: {', '.join(lost)}.", again)
    return {kind: newest[kind] for kind in KINDS.values()}


def _papers(evidence: Evidence, kind: str, version: ModelVersion) -> tuple[set[str], set[str]]:
    """The packages that the format of a version's model needs, and those that its requirements list. Its MLmodel and
    requirements.txt are read, and nothing else."""
    unread = f"The files MLmodel and requirements.txt of the {kind}, version {version.version}, can't be read."
    with tempfile.TemporaryDirectory(prefix="workshop-check-") as folder, crash(unread):
        place = evidence.client.get_model_version_download_uri(version.name, version.version)
        for name in ("MLmodel", "requirements.txt"):
            download_artifacts(f"{place}/{name}", dst_path=folder, tracking_uri=evidence.client.tracking_uri)
        flavors = Model.load(folder).flavors
        form = flavors["sklearn"]["serialization_format"] if "sklearn" in flavors else "keras"
        lines = (Path(folder) / "requirements.txt").read_text(encoding="utf-8").splitlines()
        return NEEDED[form], _packages({line.strip() for line in lines})


# 3.3.2: what the signature refuses

REFUSED = {"c", "d", "e"}
PASSING = {
    "a": "Columns have names. Does the model need their order, then?",
    "b": "What can a model do with a column that its signature doesn't name?",
    "f": "The signature says double. Is 13.7 no double, because it counts kilometres?",
    "g": "NaN is a value of the type double. What does a signature know of values?",
}
MISSED = {
    "c": "Can a model be given a column that isn't there?",
    "d": '"3.8" looks like a number. What is its type?',
    "e": "Whole numbers have another type, of 64 bits. Can each of them be made a double without a loss?",
}


@exercise("3.3.2", "the letters of the tables that the signature refuses")
def refused_by_the_signature(evidence: Evidence) -> str:
    chosen = _letters(evidence.answer())
    share = 1 - len(chosen ^ REFUSED) / len(PASSING | MISSED)
    wrongly = sorted(chosen - REFUSED)
    if wrongly:
        raise Wrong(f"Not all of {_listed(chosen)} are refused: think of {wrongly[0]}.", PASSING[wrongly[0]], share / 2)
    missed = sorted(REFUSED - chosen)
    if missed:
        raise Wrong(
            f"All of {_listed(chosen)} are refused, and more than that: think of {missed[0]}.",
            MISSED[missed[0]],
            share / 2,
        )
    return "a signature refuses what lacks a column or has another type in it, and knows nothing of what numbers mean"


def _listed(letters: set[str]) -> str:
    return ", ".join(sorted(letters))


def _letters(given: object) -> set[str]:
    """The letters of an answer: of a list, or of a text such as "c, d". Raises Wrong for anything else."""
    parts = re.findall(r"\w+", given) if isinstance(given, str) else given
    if not isinstance(parts, list) or not parts or not all(isinstance(part, str) for part in parts):
        raise Wrong(
            f"{shown(given)} is no list of letters.", 'Hand in the letters of those that are refused: ["a", ...].'
        )
    letters = {part.strip().lower() for part in parts}
    strange = sorted(letters - set(PASSING | MISSED))
    if strange:
        raise Wrong(f"{shown(strange[0])} is none of the letters a to g.", "Hand in letters from a to g, as a list.")
    return letters


# 3.3.3: what a pickle would call

CALLED = "platform node"
PARTS = (
    "sklearn.pipeline Pipeline",
    "sklearn.preprocessing._data StandardScaler",
    "sklearn.linear_model._base LinearRegression",
)


@exercise("3.3.3", "the name of what the mailed pickle would call, as pickletools shows it")
def would_call(evidence: Evidence) -> str:
    given = evidence.answer()
    if not isinstance(given, str):
        raise Wrong(f"{shown(given)} is no text.", "Hand in one name, as text: module and function.")
    words = re.findall(r"\w+", given)
    if words == CALLED.split():
        return "the pickle would ask for the name of your machine, as soon as it is loaded"
    if words and any(words[-1] in part.split() or given.strip() in part for part in PARTS):
        raise Wrong(
            f"{shown(given)} is a part of scikit-learn's own: a model needs it.",
            "Which of the names has no place in a model of scikit-learn's?",
        )
    if words in (["node"], ["platform"]):
        raise Wrong(
            f"{shown(given)} is half of the name.", "Hand in module and function, as pickletools shows them.", 0.5
        )
    if "print" in words:
        raise Wrong(
            f"{shown(given)} is what Innocent calls, further up.", "Look at the pickle in content, the mailed one."
        )
    if given.strip().upper() in ("GLOBAL", "REDUCE", "STACK_GLOBAL", "BUILD", "NEWOBJ"):
        raise Wrong(f"{shown(given)} is an instruction.", "Hand in its argument: the name that it gets.")
    raise Wrong(
        f"The pickle gets nothing by the name of {shown(given)}.",
        "Print the argument of each instruction named GLOBAL, and hand in the one that is no part of scikit-learn.",
    )


# 3.3.4: what the desk objects to

PREDICTOR = "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor"
OWN_TYPE = "wind_helpers.WindRegression"
OBJECTIONS = {"north": set[str](), "east": set[str](), "south": {PREDICTOR}, "west": {OWN_TYPE}}
UNUSED = "sklearn.neighbors._kd_tree.KDTree"  # in the list of south's MLmodel, and not in its file


@exercise("3.3.4", "for each of the four models the types in its file that neither skops nor the desk trusts")
def objections(evidence: Evidence) -> str:
    given = _for_each(evidence.answer(), *OBJECTIONS)
    right = [name for name in OBJECTIONS if given[name] == OBJECTIONS[name]]
    share = len(right) / len(OBJECTIONS) / 2
    if UNUSED in given["south"]:
        raise Wrong(
            f"{UNUSED} stands in the list of south's MLmodel, and not in its file.",
            'Ask skops what is in the file: get_untrusted_types(file=folder / "model.skops").',
            share,
        )
    if TREE in given["east"]:
        raise Wrong(
            f"You object to {TREE} in east, which the desk trusts.",
            "Take away what is in DESK_TRUSTS.",
            share,
        )
    if not any(given.values()):
        raise Wrong(
            "You object to nothing at all. In two of the files there are types that the desk has never heard of.",
            "Take away the desk's list from what skops finds, and not the list of the model's own MLmodel.",
            share,
        )
    wrong = next((name for name in OBJECTIONS if name not in right), None)
    if wrong:
        raise Wrong(
            f"For {wrong} you hand in {shown(sorted(given[wrong]), 160)}; its file has something else to object to.",
            "Hand in what objections gives for its folder: what skops finds in the file, less DESK_TRUSTS.",
            share,
        )
    return "two of the four bring types that the desk hasn't approved, and one of these is its author's own"


# 3.3.5: logged with the shortest list

ALLOWED = frozenset({"sklearn.metrics._dist_metrics.EuclideanDistance64", "sklearn.neighbors._kd_tree.KDTree"})
NEIGHBOURS, TRAIN, TEST = 25, 2013, 2014
SAMPLE, SAME_GW = 200, 1e-6  # hours that are predicted, evenly over the year


@exercise(
    "3.3.5",
    "a run with the nearest neighbours as its model: stored by skops, nothing trusted beyond need, signed, pinned",
)
def shortest_list(evidence: Evidence) -> str:
    stored = logged_model.logged(evidence, "sklearn")
    file = _stored_by_skops(stored)
    with earned(0.3):
        _by_the_recipe(evidence, file)
    with earned(0.6):
        _trusts_no_more(stored, file)
        logged_model.signed(stored)
        _pinned(stored, file)
    return f"{evidence.run.info.run_name} holds the model; who loads it has to trust what skops asks about, no more"


def _stored_by_skops(stored: Logged) -> Path:
    """The file that holds the model. Raises Wrong where it isn't one of skops'."""
    form = stored.flavor.get("serialization_format")
    file = stored.folder / str(stored.flavor.get("pickled_model"))
    if form != "skops" or not file.is_file():
        raise Wrong(
            f"The model is stored as {shown(form)}: whoever loads it runs any code that its author put in.",
            "Leave serialization_format out, since skops is the default, and give skops_trusted_types.",
        )
    return file


def _trusts_no_more(stored: Logged, file: Path) -> None:
    """Raises Wrong unless the list of trusted types is what skops asks about."""
    with crash("The model's file isn't one that skops has written."):
        asked = set(skops.io.get_untrusted_types(file=file))
    given = stored.flavor.get("skops_trusted_types")
    listed = set(map(str, given)) if isinstance(given, list) else set[str]()
    if listed - asked:
        raise Wrong(
            f"The list of trusted types has more in it than the file: {shown(', '.join(sorted(listed - asked)), 200)}.",
            "Give skops_trusted_types what get_untrusted_types gives, as it is.",
        )
    if asked - listed:
        raise Wrong(
            f"The list of trusted types lacks {', '.join(sorted(asked - listed))}: the model can't be loaded.",
            "Give skops_trusted_types what get_untrusted_types gives, as it is.",
        )


def _pinned(stored: Logged, file: Path) -> None:
    """Raises Wrong unless the requirements pin both packages. What to do about it names both: whoever pinned one after
    the other, as the verdicts said it, went in a circle."""
    try:
        logged_model.pinned(stored, "scikit-learn", stored.flavor.get("sklearn_version"))
        logged_model.pinned(stored, "skops", logged_model.skops_version(file))
    except Wrong as wrong:
        both = '[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"]'
        raise Wrong(
            wrong.found, f"Pin both in one list: pip_requirements={both}. Mind the f before the quotes."
        ) from None


def _by_the_recipe(evidence: Evidence, file: Path) -> None:
    """Raises Wrong unless the model in the file predicts as nearest neighbours do that were fitted by the recipe. The
    file is loaded by the list that stands here, whatever its own says."""
    name = evidence.run.info.run_name
    with crash(f"The model of the run {name} can't be listed by skops."):
        more = sorted(set(skops.io.get_untrusted_types(file=file)) - ALLOWED)
    if more:
        raise _another_model(name, f"holds types that this one hasn't: {shown(', '.join(more), 200)}")
    hours, learned = evidence.year(TEST), evidence.year(TRAIN)
    some = hours.iloc[:: max(1, len(hours) // SAMPLE)][FEATURES]
    made = make_pipeline(StandardScaler(), KNeighborsRegressor(NEIGHBOURS)).fit(learned[FEATURES], learned[TARGETS])
    with crash(f"The model of the run {name} can't predict from {', '.join(FEATURES)}."):
        given: Any = np.asarray(skops.io.load(file, trusted=sorted(ALLOWED)).predict(some), dtype=float)
    expected = made.predict(some)
    if given.shape != expected.shape or not np.allclose(given, expected, rtol=0, atol=SAME_GW):
        raise _another_model(name, "predicts something else")


def _another_model(run_name: str | None, how: str) -> Wrong:
    return Wrong(
        f"The model of the run {run_name} isn't the colleague's: it {how}.",
        f"Log neighbours as the cell fits it: scaled weather, {NEIGHBOURS} neighbours, all hours of {TRAIN}.",
    )
