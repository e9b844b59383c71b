"""Notebook 3.4: three versions before one judge, the desk's rules, five candidates at the gate, and the alias."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pandas as pd
from mlflow.entities import Run
from mlflow.entities.model_registry import ModelVersion
from mlflow.models import MetricThreshold, Model
from sklearn.metrics import root_mean_squared_error

from workshop.checks import expect, registry
from workshop.checks.check_of import exercise
from workshop.checks.choice import choices
from workshop.checks.evidence import FILL, Evidence
from workshop.checks.expect import near, shown
from workshop.checks.forecast import SAME
from workshop.checks.registry import CHAMPION, MODEL, Registered
from workshop.checks.run_contents import crash
from workshop.energy.table import TARGETS
from workshop.progress.outcome import NotAttempted, Outcome, Wrong

from . import rules

TEST = "2015-01..2015-03"
ERRORS = ("rmse_solar", "rmse_wind")
SIZE = "size_mb"
SAME_SHARE = 0.002
OUT_OF_THREE = ("champion", "challenger", "too eager")
MADE_UP = {"solar": 0.85, "wind": 1.06, "mean": 0.955, SIZE: 5.0}
AT_THE_GATE = ("challenger", "too eager", "made up", "no numbers", "both faults")
BY_THE_RECORD = ("too eager", "both faults")  # whose records end in the months that judge
RULE = re.compile(r"\bMetric \w+ |validation failed")  # how MLflow speaks of a rule that is broken
RECORD = re.compile(r"record|train|learn|month|quarter|2015|hours|seen|leak|overlap|judge", re.IGNORECASE)
RUNS = (*OUT_OF_THREE, *(f"gate: {name}" for name in AT_THE_GATE))
TRAINED = {"challenger": "2013..2014", "too eager": "2013..2015-03"}
RECORDS = (
    "2013", "2013..2014", "2013..2015-03", "2015-02", "2012-07..2014-12-31", "2013..2015",
    "2015-01-01", None, "", "half of the hours", "2013-06..2015-01", "2015-04..2015-06",
    "2014..", "2014-12", "2016", "2013..2016", "2014-13",
)  # fmt: skip
CLEAN = {"2013", "2013..2014", "2012-07..2014-12-31", "2014-12"}


def _named(evidence: Evidence, name: str) -> Evidence:
    """The evidence with the newest run of that name; the notebook's other runs aren't taken for misplaced ones."""
    return evidence.named(
        name, *(other for other in RUNS if other != name), *map("forest, {}".format, TRAINED.values())
    )


# 3.4.1: three versions before one judge


@exercise("3.4.1", f"a run for champion, challenger and too eager: version, train, test, and its errors on {TEST}")
def same_judge(evidence: Evidence) -> str:
    model = registry.registered(evidence)
    if not any(_there(evidence, name) for name in OUT_OF_THREE):
        _ = _named(evidence, OUT_OF_THREE[0]).run  # raises what is to be said
    expect.all_parts(*(partial(_judged, _named(evidence, name), name, model) for name in OUT_OF_THREE))
    return f"champion, challenger and the one too eager, judged on the same hours of {TEST}"


def _there(evidence: Evidence, name: str) -> bool:
    """Whether a run of that name was tried for, be it misplaced or unfinished."""
    try:
        _ = _named(evidence, name).run
    except NotAttempted:
        return False
    except Outcome:
        return True
    return True


def _judged(evidence: Evidence, name: str, model: Registered) -> None:
    """Raises Wrong unless the run says which version it judged, and has the errors and the size of that version."""
    run = evidence.run
    said = expect.params(run, ("version", "train", "test"), "Log all three in judge, for each version.")
    version = _version(evidence, name, said["version"], model)
    _said(run, said, version)
    _scored(evidence, version)


def _version(evidence: Evidence, name: str, number: str, model: Registered) -> ModelVersion:
    """The version that the run of that name says; Wrong where it can't be the champion of 3.2, or the version made for
    this notebook."""
    found = next((version for version in model.versions if str(version.version) == number), None)
    if found is None:
        raise Wrong(
            f"The run {name} says version {shown(number)}; {MODEL} has no such version.",
            "The parameter is version.version, a number. If the version was deleted since, run the notebook again.",
        )
    if name == "champion":
        right = found.run_id in {run.info.run_id for run in registry.chosen(evidence)}
        who = "the champion of 3.2 is a version of the run with the tag choice"
    else:
        right = found.tags.get("train") == TRAINED[name]
        who = f"that one has the tag train {TRAINED[name]}"
    if not right:
        raise Wrong(
            f"The run {name} says version {number}, whose record is {shown(found.tags.get('train'))}; {who}.",
            "versions says which version belongs to which name: judge(name, version) for each of its items.",
        )
    return found


def _said(run: Run, said: Mapping[str, str], version: ModelVersion) -> None:
    for name, right, mend in (
        ("train", str(version.tags.get("train")), 'It is the version\'s tag: version.tags.get("train").'),
        ("test", TEST, "Log TEST: the months that judge."),
    ):
        if said[name] != right:
            raise Wrong(
                f"The parameter {name} of the run {run.info.run_name} is {shown(said[name])}; it should be {right}.",
                mend,
            )


def _scored(evidence: Evidence, version: ModelVersion) -> None:
    """Raises Wrong unless errors and size are those of the version's model, which is loaded once."""
    given = expect.metrics(evidence.run, (*ERRORS, SIZE), "mlflow.log_metrics(result) logs all three.")
    own, where = registry.contents(evidence, version), f"of the run {evidence.run.info.run_name}"
    expected = _errors(evidence.arrived, own.predictions(evidence.arrived))
    for name in ERRORS:
        if not near(given[name], expected[name], SAME):
            raise Wrong(
                f"{name} {where} is {given[name]:.4f}, but version {version.version} is off by {expected[name]:.4f} GW "
                f"on {TEST}.",
                _slip(evidence, given[name], name, expected),
            )
    sizes = _sizes(own.model_folder)
    if not any(expect.to_the_digit(given[SIZE], size) for size in sizes):
        raise Wrong(
            f"{SIZE} {where} is {given[SIZE]:.4g}; the files of the model are {sizes[0]:.2f} MB, a million bytes each.",
            "model.metadata.model_size_bytes / 1e6 is the size in MB.",
        )


def _sizes(folder: Path) -> tuple[float, float]:
    """The size of a model in MB: as MLflow noted it, and all of its files, MLmodel with them."""
    files = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    with crash("The file MLmodel of the model can't be read."):
        noted = Model.load(str(folder)).model_size_bytes
    return (noted or files) / 1e6, files / 1e6


def _errors(hours: pd.DataFrame, predicted: pd.DataFrame) -> dict[str, float]:
    each = root_mean_squared_error(hours[TARGETS], predicted[TARGETS], multioutput="raw_values")
    return dict(zip(ERRORS, map(float, each), strict=True))


def _slip(evidence: Evidence, given: float, name: str, expected: Mapping[str, float]) -> str:
    """A sentence on the mistake that gives just this error."""
    other = ERRORS[1 - ERRORS.index(name)]
    if near(given, expected[other], SAME):
        return f"That is {other}: root_mean_squared_error gives the errors in the order of TARGETS, solar first."
    if near(given, sum(expected.values()) / 2, SAME):
        return 'That is the mean of both targets: multioutput="raw_values" gives them apart.'
    if near(given, expected[name] ** 2, SAME):
        return "That is the mean of the squares, without the root."
    return "Compare quarter[TARGETS] with forecast(model, quarter), the same hours for every version."


# 3.4.2: what passes in silence


@exercise("3.4.2", "the letters of the cases in which MLflow raises nothing")
def silent(evidence: Evidence) -> str:
    return choices(
        evidence,
        "ab",
        "no rules at all, and a NaN that is asked for a gain alone: both pass, and nothing is said",
        ("MLflow raises nothing in case {}", "MLflow raises an error in case {}"),
        QUESTIONS,
    )


QUESTIONS = {
    "a": "It raises where a rule is broken. Which one is broken here?",
    "b": "It refuses where the gain is smaller than 0.03. What does Python say of nan < 0.03?",
    "c": "It accepts where the value is at most 0.97. What does Python say of nan <= 0.97?",
    "d": "Could it take a metric that isn't there for a good one? Then every misspelt rule would be useless.",
    "e": "A gain on what? Is there a number that it could be computed with?",
}


# 3.4.3: the desk's rules


@exercise("3.4.3", "rules for a challenger, and for the first champion, tried on planted candidates")
def desk_rules(evidence: Evidence) -> str:
    given = expect.fields(evidence.answer(), *rules.CASES)
    for name, rule_set in zip(rules.CASES, given, strict=True):
        with expect.earned(0.5 if name == "first" else 0):
            _tried(name, _thresholds(name, rule_set))
    count = sum(map(len, rules.CASES.values()))
    return f"{count} planted candidates, and each got the verdict that the desk's rules give it"


def _thresholds(name: str, given: object) -> dict[str, MetricThreshold]:
    """The rules as MLflow takes them. Raises Wrong, with MLflow's words, where it doesn't."""
    if not isinstance(given, dict) or not all(isinstance(rule, dict) for rule in given.values()):
        raise Wrong(
            f"{name} is {shown(given)}.", "It is a dictionary: metric, and the arguments of its MetricThreshold."
        )
    made = {}
    for metric, rule in given.items():
        try:
            made[str(metric)] = MetricThreshold(**rule)
        except Exception as error:  # MLflow's own, and TypeError for an argument that it doesn't have
            words = (str(error).splitlines() or [""])[0].removeprefix("INVALID_PARAMETER_VALUE: ")
            about_a_gain = "min_relative_change" in words or "min_absolute_change" in words
            raise Wrong(
                f"The rule for {shown(metric)[1:-1]} of {name} can't be made: {words[:200]}",
                "Each rule has a threshold and greater_is_better." + f" {rules.NO_LOSS}" * about_a_gain,
            ) from None
    return made


def _tried(name: str, thresholds: dict[str, MetricThreshold]) -> None:
    """Raises Wrong for the first planted candidate that gets another verdict than the desk's words give it."""
    for case in rules.CASES[name]:
        refused = rules.refused(thresholds, case)
        if bool(refused) == case.passes:
            what = f"is refused: {refused}" if refused else "passes."
            raise Wrong(f"By the rules of {name}, a candidate {case.what} {what}", case.mend)


# 3.4.4: the record before the metrics


@exercise("3.4.4", "for each of the records, whether it ends before the months that judge")
def clean_records(evidence: Evidence) -> str:
    given = _answers(evidence.answer())
    wrong = [record for record, said in zip(RECORDS, given, strict=True) if said != (record in CLEAN)]
    if wrong:
        first = wrong[0]
        raise Wrong(
            f"For the record {first!r} you hand in {first not in CLEAN}; it should be {first in CLEAN}."
            + (f" {len(wrong)} of {len(RECORDS)} are wrong." if len(wrong) > 1 else ""),
            _why(first),
            share=max(0.0, 1 - 2 * len(wrong) / len(RECORDS)),
        )
    return f"{len(CLEAN)} of {len(RECORDS)} records end before January 2015; the others are refused unseen"


def _answers(given: object) -> list[bool]:
    """A yes or no for each record; Wrong for anything else."""
    values = list(given.values()) if isinstance(given, dict) else given
    if not isinstance(values, list) or len(values) != len(RECORDS):
        raise Wrong(
            f"{shown(given)} isn't an answer for each of the {len(RECORDS)} records.",
            "Hand in the list [known_before(train) for train in RECORDS].",
        )
    other = next((value for value in values if not isinstance(value, bool)), None)
    if other is not None:
        raise Wrong(
            f"{shown(other)} is neither True nor False.", "known_before returns True or False, for every record."
        )
    return values


def _why(record: str | None) -> str:
    """What to think of for a record that was misjudged."""
    if not record or record in ("half of the hours", "2014..", "2014-13"):
        return "Where there is no end that can be read, nobody knows what the model has seen: return False."
    if record in CLEAN:
        return f"It ends with {record.split('..')[-1]}, before FIRST_HOUR: give pd.Period that part alone."
    return f"What counts is its end, {record.split('..')[-1]}: it lies in the months that judge, or after them."


# 3.4.5: five at the gate


@exercise("3.4.5", f"a run for each of the five, with metrics, gate and gate.reason: {', '.join(AT_THE_GATE)}")
def at_the_gate(evidence: Evidence) -> str:
    there = [name for name in AT_THE_GATE if _there(evidence, f"gate: {name}")]
    if not there:
        _ = _named(evidence, f"gate: {AT_THE_GATE[0]}").run  # raises what is to be said
    shares = _shares(evidence)
    expect.all_parts(*(partial(_candidate, evidence, name, shares) for name in AT_THE_GATE))
    return (
        "one passed; two were refused for their records, one for the wind, and one for having no numbers"
        if (_verdict_due("challenger", shares["challenger"]) == "passed")
        else "five verdicts, as the desk's rules give them"
    )


def _shares(evidence: Evidence) -> dict[str, dict[str, float]]:
    """The metrics that each of the five has, from the runs of 3.4.1."""
    judged = {}
    for name in OUT_OF_THREE:
        run = _named(evidence, name).run
        judged[name] = expect.metrics(run, (*ERRORS, SIZE), "3.4.1 logs them: do that exercise first.")
    base = judged["champion"]
    found = {name: _share_of(judged[name], base) for name in ("challenger", "too eager")}
    nothing = MADE_UP | dict.fromkeys(("solar", "wind", "mean"), math.nan)
    return found | {"made up": MADE_UP, "no numbers": nothing, "both faults": nothing}


def _share_of(result: Mapping[str, float], base: Mapping[str, float]) -> dict[str, float]:
    solar, wind = (result[name] / base[name] if base[name] else math.nan for name in ERRORS)
    return {"solar": solar, "wind": wind, "mean": (solar + wind) / 2, SIZE: result[SIZE]}


def _candidate(evidence: Evidence, name: str, shares: Mapping[str, Mapping[str, float]]) -> None:
    """Raises Wrong unless the run of a candidate has its metrics, the verdict that is due, and the reason."""
    run = _named(evidence, f"gate: {name}").run
    _own_metrics(run, shares[name])
    due = _verdict_due(name, shares[name])
    _verdict(run, name, due)
    if due == "failed":
        _reason(run, name, str(run.data.tags.get("gate.reason", "")))


def _own_metrics(run: Run, expected: Mapping[str, float]) -> None:
    given = expect.metrics(run, MADE_UP, "mlflow.log_metrics takes the candidate's whole dictionary.")
    for name, right in expected.items():
        if not (near(given[name], right, SAME_SHARE) or (math.isnan(given[name]) and math.isnan(right))):
            raise Wrong(
                f"{name} of the run {run.info.run_name} is {given[name]:.4g}; the candidate's is {right:.4g}.",
                "Log the candidate's own metrics in the run of its name: in the loop they are metrics.",
            )


def _verdict_due(name: str, metrics: Mapping[str, float]) -> str:
    """What the desk says of a candidate: passed or failed."""
    solar, wind = metrics["solar"], metrics["wind"]
    passes = solar <= 1.02 and wind <= 1.02 and metrics["mean"] <= 0.97 and metrics[SIZE] <= 20
    return "passed" if passes and name not in BY_THE_RECORD else "failed"


def _verdict(run: Run, name: str, due: str) -> None:
    given = run.data.tags.get("gate")
    if given == due:
        return
    if given is None:
        raise Wrong(
            f"The run {run.info.run_name} has no tag gate.", f"Its value is {due!r} or the like: set it in the run."
        )
    raise Wrong(
        f"The run {run.info.run_name} says gate = {shown(given)}; by the desk's rules it is {due}.",
        _misjudged(name, str(run.data.tags.get("gate.reason", ""))),
    )


def _misjudged(name: str, reason: str) -> str:
    """What to think of for a candidate that got the wrong verdict, with this reason."""
    if name in BY_THE_RECORD:
        return "Its record ends in the months that judge: where known_before(train) says no, refuse it before all else."
    if name == "made up":
        return "The sun gains, the wind loses 6 %: the rule of the wind is broken. Are thresholds those of 3.4.3?"
    if name == "no numbers":
        return "NaN keeps no rule that has a threshold. Are thresholds those of 3.4.3, and is the error caught?"
    if RECORD.search(reason) and not RULE.search(reason):
        return f"Its record, {TRAINED[name]}, is as it should be: refuse where known_before(train) says no, not yes."
    return "gate returns an empty text where nothing is broken: passed, and a reason otherwise: failed."


def _reason(run: Run, name: str, reason: str) -> None:
    """Raises Wrong unless the reason names what was broken."""
    if not reason.strip():
        raise Wrong(
            f"The run {run.info.run_name} has no tag gate.reason.",
            "gate returns the reason: refused.message, or a sentence about the record. It becomes the tag.",
        )
    if name in BY_THE_RECORD and RULE.search(reason):
        raise Wrong(
            f"The reason of {run.info.run_name} speaks of metrics: {shown(reason, 200)}",
            "Ask the record first: where known_before(train) says no, return a sentence on it, and look at no metric.",
        )
    named = {"made up": r"\bwind\b", "no numbers": r"\bnan\b", "challenger": r"\w"}
    right = RECORD.search(reason) if name in BY_THE_RECORD else re.search(named[name], reason, re.IGNORECASE)
    if not right:
        raise Wrong(
            f"The reason of {run.info.run_name} is {shown(reason, 200)}: it doesn't say what was broken.",
            'Name the record in it, as in f"the record, {train}, ...".'
            if name in BY_THE_RECORD
            else "refused.message names each rule that was broken.",
        )


# 3.4.6: the alias moves, or it doesn't


@exercise("3.4.6", f"the alias {CHAMPION} where the gate's verdict wants it, and the reasons at the versions")
def promoted(evidence: Evidence) -> str:
    model, shares = registry.registered(evidence), _shares(evidence)
    challenger, eager = (_made_for(evidence, model, name) for name in ("challenger", "too eager"))
    passes = _verdict_due("challenger", shares["challenger"]) == "passed"
    at = model.at(CHAMPION)
    moved = at is not None and at.version == challenger.version
    if not moved and not {"gate", "gate.reason", "champion.reason"} & {*challenger.tags, *eager.tags}:
        raise _untouched(evidence, model, at, eager)
    expect.all_parts(
        partial(_alias, evidence, model, challenger if passes else None, eager),
        partial(_passed, challenger) if passes else partial(_failed, challenger),
        partial(_failed, eager),
    )
    evidence.seen.clear()  # the runs of 3.4.1 are the learner's own, also where catching up has moved the alias
    evidence.seen.update(champion=str(challenger.version), reason=challenger.tags.get("champion.reason", "")[:200])
    evidence.refuse_what_was_caught_up("The alias, with that very reason,")
    if not passes:
        return "the challenger failed, and the alias stays; both that were refused say why"
    return f"{CHAMPION} is the challenger's version now, and says why; the one too eager says why it isn't"


def _made_for(evidence: Evidence, model: Registered, name: str) -> ModelVersion:
    """The version that the run of 3.4.1 of that name has judged."""
    number = _named(evidence, name).run.data.params.get("version", "")
    return _version(evidence, name, number, model)


def _untouched(
    evidence: Evidence, model: Registered, at: ModelVersion | None, eager: ModelVersion
) -> NotAttempted | Wrong:
    """What to say where the challenger has neither alias nor tags."""
    if at is not None and at.version == eager.version:
        return _too_eager(eager)
    other = next((alias for alias in model.aliases if alias != CHAMPION and alias.lower() == CHAMPION), None)
    if other:
        return Wrong(
            f"There is an alias {other}, but {CHAMPION} hasn't moved: for MLflow these are two.",
            f'client.delete_registered_model_alias("{MODEL}", "{other}") takes it away; the alias is {CHAMPION}.',
        )
    if {"gate", "champion.reason"} & set(registry.tags(evidence, MODEL)):
        return Wrong(
            f"The tags are on the registered model {MODEL}, for all versions alike.",
            "A verdict belongs to a version: client.set_model_version_tag(MODEL, number, tag, value).",
        )
    return NotAttempted(f"{CHAMPION} is where it was, and neither version says anything of the gate.", FILL)


def _too_eager(eager: ModelVersion) -> Wrong:
    return Wrong(
        f"{CHAMPION} points to version {eager.version}, whose record is {eager.tags.get('train')}.",
        "Its scores are the best because it learned the hours that judge. The gate refused it: move the alias away.",
    )


def _alias(evidence: Evidence, model: Registered, due: ModelVersion | None, eager: ModelVersion) -> None:
    """Raises Wrong unless the alias is at the version `due`, or, where none is due, at the champion of 3.2."""
    at = model.at(CHAMPION)
    if at is None:
        raise Wrong(
            f"{MODEL} has no alias {CHAMPION}; it has {', '.join(sorted(model.aliases)) or 'none at all'}.",
            f'client.set_registered_model_alias(MODEL, "{CHAMPION}", number) sets it.',
        )
    if at.version == eager.version:
        raise _too_eager(eager)
    right = at.version == due.version if due else at.run_id in {run.info.run_id for run in registry.chosen(evidence)}
    if not right:
        where = f"version {due.version} has passed the gate" if due else "the challenger has failed"
        raise Wrong(
            f"{CHAMPION} points to version {at.version}, and {where}.",
            "The alias moves to the version that has passed, and stays where it was if none has: "
            f'client.set_registered_model_alias(MODEL, "{CHAMPION}", number).',
        )


def _passed(version: ModelVersion) -> None:
    """Raises Wrong unless the version says that it has passed, and on what."""
    if version.tags.get("gate") != "passed":
        raise Wrong(
            f"The tag gate of version {version.version}, the challenger's, is {shown(version.tags.get('gate'))}.",
            'It has passed: client.set_model_version_tag(MODEL, number, "gate", "passed").',
        )
    reason = version.tags.get("champion.reason", "")
    if not reason.strip():
        raise Wrong(
            f"Version {version.version} has no tag champion.reason.",
            "A sentence: what was it judged on, and how was it?",
        )
    without_seeds = re.sub(r"(random_state|seed)\W*\d+", "", reason, flags=re.IGNORECASE)
    if not re.search(r"2015|quarter|\bQ1\b|january", without_seeds, re.IGNORECASE):
        raise Wrong(
            f"champion.reason of version {version.version} is {shown(reason, 200)}: it doesn't say what judged.",
            "Name the months that judged: the first quarter of 2015.",
        )


def _failed(version: ModelVersion) -> None:
    """Raises Wrong unless the version says that it has failed, and why."""
    what = f"version {version.version}, whose record is {version.tags.get('train')},"
    if version.tags.get("gate") != "failed":
        raise Wrong(
            f"The tag gate of {what} is {shown(version.tags.get('gate'))}.",
            'It was refused: client.set_model_version_tag(MODEL, number, "gate", "failed").',
        )
    if not version.tags.get("gate.reason", "").strip():
        raise Wrong(f"The {what} has no tag gate.reason.", "The gate has said why: reasons has it. Set it as the tag.")
