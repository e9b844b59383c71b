"""What the exercises of 3.2 must leave behind: an alias with its reason, a run of the champion, and answers."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd
from mlflow.entities.model_registry import ModelVersion
from sklearn.metrics import root_mean_squared_error

from workshop.checks import expect, registry
from workshop.checks.check_of import exercise
from workshop.checks.choice import choice
from workshop.checks.evidence import FILL, Evidence
from workshop.checks.expect import shown
from workshop.checks.forecast import same
from workshop.checks.registry import CHAMPION, MODEL, Registered
from workshop.energy.table import TARGETS
from workshop.progress.outcome import NotAttempted, Wrong

REASON = "champion.reason"
MONTH = "2015-01"
METRICS = ("rmse_solar", "rmse_wind")
SHORTEST = 3  # words of a sentence
HIGHEST = 10**9  # above any version number; Python writes no number of many thousand digits


# 3.2.1: the alias champion, and why


@exercise("3.2.1", f"the alias {CHAMPION} on the candidate's version of {MODEL}, and the tag {REASON} on it")
def champion(evidence: Evidence) -> str:
    model = registry.registered(evidence)
    version = model.at(CHAMPION)
    if version is None:
        raise _no_alias(model)
    _of_candidate(evidence, model, version)
    reason = _reasoned(evidence, model, version)
    evidence.seen.update(version=str(version.version), reason=reason[:200])
    evidence.refuse_what_was_caught_up("The alias, with that very reason,")
    return f"{CHAMPION} is {registry.numbers([version])}, and its reason is written there"


def _no_alias(model: Registered) -> NotAttempted | Wrong:
    """What to raise where no alias champion is there: is there one of another spelling, or in the other direction?"""
    alike = [alias for alias in model.aliases if alias.strip().lower() == CHAMPION]
    if alike:
        return Wrong(
            f"{MODEL} has the alias {alike[0]}; {CHAMPION} is another alias, and isn't there.",
            f'client.set_registered_model_alias("{MODEL}", "{CHAMPION}", number), in lower case; '
            f'client.delete_registered_model_alias("{MODEL}", "{alike[0]}") takes the other away.',
        )
    if model.aliases:
        there = ", ".join(sorted(model.aliases)[:5])
        return Wrong(f"{MODEL} has no alias {CHAMPION}; it has {shown(there)[1:-1]}.", f'Its name is "{CHAMPION}".')
    tagged = [version for version in model.versions if REASON in version.tags]
    if tagged:
        return Wrong(
            f"{MODEL} has no alias {CHAMPION}, though {registry.numbers(tagged)} says why. An alias goes when its "
            "version is deleted, or when somebody takes it away.",
            f'client.set_registered_model_alias("{MODEL}", "{CHAMPION}", number) sets it.',
        )
    return NotAttempted(f"{MODEL} has no alias yet.", FILL)


def _of_candidate(evidence: Evidence, model: Registered, version: ModelVersion) -> None:
    """Raises Wrong unless the champion is a version of the candidate's run."""
    runs = {run.info.run_id: run for run in registry.chosen(evidence)}
    own = model.of(runs)
    if not own:
        raise Wrong(
            f"No version of {MODEL} comes from the run that has the tag choice.",
            "The cell of 3.1.1 registers it: run it again.",
        )
    if version not in own:
        raise Wrong(
            f"{CHAMPION} points to {registry.numbers([version])}; the candidate's is {registry.numbers(own)}.",
            "Point it to own.version. Somebody may have moved it by hand since: the cell moves it back.",
        )


def _reasoned(evidence: Evidence, model: Registered, version: ModelVersion) -> str:
    """The sentence that says why. Raises Wrong where there is none."""
    reason, number = version.tags.get(REASON, "").strip(), registry.numbers([version]).capitalize()
    if not reason:
        raise Wrong(
            f"{number} has no tag {REASON}{_misnamed(version) or _elsewhere(evidence, model)}.",
            f'client.set_model_version_tag("{MODEL}", own.version, "{REASON}", "...") sets it on the version.',
            share=0.6,
        )
    if len(reason.split()) < SHORTEST:
        raise Wrong(
            f"{number} has the tag {REASON}, with the value {shown(reason)}{_misnamed(version)}.",
            f"Write a sentence into {REASON}, from which a colleague learns why this one.",
            share=0.6,
        )
    return reason


def _misnamed(version: ModelVersion) -> str:
    """A sentence that stands on the version in a tag of a similar name, in words."""
    alike = [
        tag
        for tag, said in version.tags.items()
        if re.search("reason|champion", tag, re.I) and len(said.split()) >= SHORTEST
    ]
    return "".join(f"; its tag {shown(tag)[1:-1]} says more" for tag in sorted(alike)[:1])


def _elsewhere(evidence: Evidence, model: Registered) -> str:
    """Where the reason is instead, in words."""
    others = [version for version in model.versions if REASON in version.tags]
    if others:
        return f"; {registry.numbers(others)} has it"
    return f"; the registered model {MODEL} has it" if REASON in registry.tags(evidence) else ""


# 3.2.2: January, by whatever is champion


@exercise(
    "3.2.2",
    f"a run with the parameters version and month, and the champion's errors in January 2015, {' and '.join(METRICS)}",
)
def january(evidence: Evidence) -> str:
    run, model = evidence.run, registry.registered(evidence)
    if not {"version", "month", *METRICS} & {*run.data.params, *run.data.metrics}:
        raise evidence.nothing("version or error", lambda other: bool(set(METRICS) & set(other.data.metrics)))
    mend = "Log both parameters and both metrics in one run, and run the cell again."
    expect.params(run, ["version", "month"], mend)
    version = _champions(model, run.data.params["version"])
    _month(run.data.params["month"])
    given = expect.metrics(run, METRICS, mend, 0.5)
    _as_the_model(evidence, version, given)
    return f"the champion of January was {registry.numbers([version])}: off by {given['rmse_wind']:.2f} GW in its wind"


def _champions(model: Registered, said: str) -> ModelVersion:
    """The version that champion points to. Raises Wrong where the run says another."""
    version = model.at(CHAMPION)
    if version is None:
        raise _no_alias(model)
    if said.strip() != str(version.version):
        raise Wrong(
            f"The run says version {shown(said)}; {CHAMPION} points to {version.version} now.",
            f'Take the number from the alias, client.get_model_version_by_alias("{MODEL}", "{CHAMPION}").version, and '
            "run the cell again.",
        )
    return version


def _month(said: str) -> None:
    if said.strip() != MONTH:
        raise Wrong(f"The run's month is {shown(said)}.", f'Write it as year and month: "{MONTH}".', share=0.25)


def _as_the_model(evidence: Evidence, version: ModelVersion, given: dict[str, float]) -> None:
    """Raises Wrong unless the run's errors are those of that version's model in January."""
    hours = evidence.arrived
    times = hours["utc_timestamp"].dt
    inside = (times.year == 2015) & (times.month == 1)
    predicted = registry.contents(evidence, version).predictions(hours)
    expected = _errors(hours[inside], predicted[inside])
    for name in METRICS:
        if not same(given[name], expected[name]):
            raise Wrong(
                f"{name} is logged as {given[name]:.4f}; the champion, {registry.numbers([version])}, is off by "
                f"{expected[name]:.4f} GW.",
                _slip(given[name], name, expected, _errors(hours, predicted)),
                share=0.5,
            )


def _errors(truth: pd.DataFrame, predicted: pd.DataFrame) -> dict[str, float]:
    each = root_mean_squared_error(truth[TARGETS], predicted[TARGETS], multioutput="raw_values")
    return dict(zip(METRICS, map(float, each), strict=True))


def _slip(value: float, name: str, expected: dict[str, float], quarter: dict[str, float]) -> str:
    """A sentence on the mistake that gives this error."""
    if same(value, quarter[name]):
        return "That is its error in the whole quarter: january holds the first file alone, desk.arrived[0]."
    if same(value, next(other for key, other in expected.items() if key != name)):
        return "That is the error of the other target: the first of errors is solar, the second wind."
    return "Compute it from what the champion, loaded by its alias, predicts for january."


# 3.2.3 and 3.2.4: predictions


@exercise("3.2.3", "what a loaded model predicts after its alias was moved: a, b or c")
def moved(evidence: Evidence) -> str:
    return choice(
        evidence,
        "b",
        "it goes on with what it has loaded; an alias is looked up when a model is loaded",
        {
            "a": "Then each prediction would have to ask the registry first. What does load_model give you?",
            "c": "The model is in the service's memory by then. Does it need its address any more?",
        },
    )


@exercise("3.2.4", "what becomes of an alias whose version is deleted: a, b or c")
def deleted(evidence: Evidence) -> str:
    return choice(
        evidence,
        "b",
        "the alias goes with its version, and nobody is asked",
        {
            "a": "Who would have told MLflow that champion means more than any other word?",
            "c": "Then a model that nobody has approved would be in service. Would you want that done silently?",
        },
    )


# 3.2.5: which versions may go


@exercise("3.2.5", f"the numbers of all versions of {MODEL} that no alias points to")
def unused(evidence: Evidence) -> str:
    given, model = _numbers(evidence.answer()), registry.registered(evidence)
    if not model.aliases:
        raise _no_alias(model)
    free = {str(version.version) for version in model.versions} - set(model.aliases.values())
    held, missing = sorted(given - free), sorted(free - given, key=int)
    if held:
        pointing = [alias for alias, number in model.aliases.items() if number == held[0]]
        raise Wrong(
            f"Version {shown(held[0])[1:-1]} is on the list, "
            + (f"and the alias {pointing[0]} points to it." if pointing else f"but {MODEL} has no such version."),
            _which_way_round(given, model),
        )
    if missing:
        raise Wrong(
            f"No alias points to version {missing[0]}, and it isn't on the list.",
            "Go through all versions that the registry has now, and run the cell again.",
            share=0.5,
        )
    return f"{len(free)} versions of {MODEL} may go, and what an alias points to stays"


def _which_way_round(given: set[str], model: Registered) -> str:
    """A sentence on the mistake that puts a version in use on the list."""
    if given == set(model.aliases.values()):
        return "You list those that an alias points to. Asked for are the others: `not in` in place of `in`."
    return "client.get_registered_model(MODEL).aliases has all aliases; what a search finds comes without them."


def _numbers(given: object) -> set[str]:
    """The numbers of an answer, as text. Raises Wrong for what is no list of numbers."""
    items = list(given) if isinstance(given, list) else [given]
    if isinstance(given, dict) or not all(_is_number(item) for item in items):
        raise Wrong(
            f"{shown(given)} is no list of version numbers.",
            "Hand in the versions' own numbers: [version.version, ...].",
        )
    return _as_text(items)


def _is_number(item: object) -> bool:
    if isinstance(item, int) and not isinstance(item, bool):
        return abs(item) < HIGHEST
    return isinstance(item, str) and item.strip().isdecimal()


def _as_text(items: Iterable[object]) -> set[str]:
    return {str(item).strip() for item in items}
