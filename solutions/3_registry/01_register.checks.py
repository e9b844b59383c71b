"""What the exercises of 3.1 must leave behind: versions of the registered model, what stands at them, and answers."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from mlflow.entities import Run
from mlflow.entities.model_registry import ModelVersion

from workshop.checks import expect, registry
from workshop.checks.check_of import exercise
from workshop.checks.choice import choice
from workshop.checks.evidence import FILL, Evidence, holds_model
from workshop.checks.expect import shown
from workshop.checks.registry import MODEL, Registered
from workshop.paths import GERMANY
from workshop.progress.outcome import NotAttempted, Wrong

EXPERIMENTS = ("2.1-linear-regression", "2.2-random-forest", "2.3-keras", "2.4-search")
FIELDS = ("experiment", "run", "train", "rmse")
SEVERAL, MANY = 5, 50  # models named, and numbers listed, in one verdict


# 3.1.1: the candidate gets a name


@exercise("3.1.1", f"a version of the registered model {MODEL} that is the candidate's own logged model")
def candidate(evidence: Evidence) -> str:
    try:
        model = registry.registered(evidence)
    except NotAttempted as none:
        raise _under_another_name(evidence) or none from None
    version = _candidates(evidence, model)[0]
    evidence.seen.update(version=str(version.version), source=str(version.source))
    evidence.refuse_what_was_caught_up(f"{_numbers([version])} of {MODEL}")
    return f"{registry.numbers([version])} of {MODEL} is the model of the run {_name_of(evidence, version)}"


def _candidates(evidence: Evidence, model: Registered) -> list[ModelVersion]:
    """The versions of the candidate's own model, the newest first. Raises Wrong where there are only others."""
    runs = {run.info.run_id: run for run in registry.chosen(evidence)}
    models = {id for run in runs.values() for id in registry.made_by(run)}
    own = [version for version in model.versions if registry.model_id(evidence, version) in models]
    if not own:
        raise _none_of_them(evidence, model, next(iter(runs.values())))
    linked = [version for version in own if version.run_id in runs]
    if not linked:
        raise Wrong(
            f"{_numbers(own[:1])} is the candidate's model, but says that it comes from {_name_of(evidence, own[0])}.",
            f'mlflow.register_model(f"models:/{{model_id}}", "{MODEL}") notes the run by itself: register it so.',
        )
    return linked


def _none_of_them(evidence: Evidence, model: Registered, chosen: Run) -> Wrong:
    """What to say where no version is the candidate's model."""
    if not model.versions:
        return _under_another_name(evidence) or Wrong(
            f"The registered model {MODEL} is there, and has no version: the address led to no model, or the version "
            "was deleted.",
            "Behind models:/ belongs the id of the model, which begins with m- and stands in model_id; "
            f"{chosen.info.run_id} is the id of its run. Mend the cell, and run it again.",
        )
    newest = model.versions[0]
    return Wrong(
        f"The newest version of {MODEL}, {newest.version}, comes from {_name_of(evidence, newest)}; the candidate is "
        f"{_shown(chosen)}.",
        "Register the logged model of the run that has the tag choice: its id stands in model_id.",
    )


def _under_another_name(evidence: Evidence) -> Wrong | None:
    """What to say where the candidate's model is registered under other names than the desk's; None where it isn't."""
    try:
        runs = ", ".join(f"'{run.info.run_id}'" for run in registry.chosen(evidence))
    except Wrong:  # no run is chosen yet
        return None
    versions = evidence.client.search_model_versions(f"run_id IN ({runs})")
    name = next((version.name for version in versions if version.name != MODEL), "")
    if not name:
        return None
    right = "Write MODEL without quotes" if name == "MODEL" else f"Register it under MODEL, which is {MODEL}"
    return Wrong(
        f"The candidate's model is registered under the name {shown(name)}, and not under {MODEL}.",
        f"{right}. client.delete_registered_model({shown(name)}) takes the other name away.",
    )


def _numbers(versions: Iterable[ModelVersion]) -> str:
    """Versions in words, as a sentence begins: "Version 3", "Versions 1 and 3"."""
    return registry.numbers(versions).capitalize()


def _shown(run: Run) -> str:
    return f"the run {shown(run.info.run_name)[1:-1]}"


def _name_of(evidence: Evidence, version: ModelVersion) -> str:
    """The name of a version's run, for a verdict."""
    run = _run_of(evidence, version)
    return str(run.info.run_name) if run else "no run"


def _run_of(evidence: Evidence, version: ModelVersion) -> Run | None:
    return registry.runs(evidence, [version]).get(str(version.run_id))


# 3.1.2: what stands at the name, and at the version


@exercise("3.1.2", f"a description of {MODEL}, and the tags train and data_sha256 on the candidate's version")
def described(evidence: Evidence) -> str:
    model = registry.registered(evidence)
    own = _candidates(evidence, model)
    version = next((each for each in own if {"train", "data_sha256"} & set(each.tags)), None)
    if version is None and not model.description.strip():
        raise _untagged(evidence, model, own) or NotAttempted(
            f"Neither {MODEL} nor its {registry.numbers(own[:1])} says anything about itself yet.", FILL
        )
    expect.all_parts(lambda: _described(model), lambda: _tagged(evidence, model, own, version))
    assert version
    evidence.seen.update(version=str(version.version), description=model.description[:200])
    evidence.refuse_what_was_caught_up("What stands there")
    return f"{MODEL} says what it is for, and its {registry.numbers([version])} what it has learned from"


def _described(model: Registered) -> None:
    """Raises Wrong unless the description names both targets and the unit."""
    text = model.description.strip()
    if not text:
        raise Wrong(
            f"The registered model {MODEL} has no description.", f'client.update_registered_model("{MODEL}", "...").'
        )
    wanted = {
        "solar": r"solar|photovolt|\bpv\b",
        "wind": r"(?<![a-z])wind(?!ow)",
        "GW, the unit": r"(?<![a-z])GW\b|gigawatt",
    }
    missing = [what for what, pattern in wanted.items() if not re.search(pattern, text, re.IGNORECASE)]
    if missing:
        raise Wrong(
            f"The description is {shown(text, 200)}: it doesn't say {' or '.join(missing)}.",
            "Say what the model predicts, solar and wind, and in which unit, GW.",
        )


def _tagged(evidence: Evidence, model: Registered, own: list[ModelVersion], version: ModelVersion | None) -> None:
    """Raises Wrong unless the version has both tags, with what its run says and with the hash of the data."""
    if version is None:
        raise _untagged(evidence, model, own) or Wrong(
            f"{_numbers(own[:1])} has no tag train and no tag data_sha256.",
            f'client.set_model_version_tag("{MODEL}", number, tag, value) sets one.',
        )
    whose, run = f"of {registry.numbers([version])}", _run_of(evidence, version)
    missing = [tag for tag in ("train", "data_sha256") if tag not in version.tags]
    if missing:
        raise Wrong(f"The tag {missing[0]} {whose} is missing.", "Set both tags on the same version.")
    said = run.data.params.get("train", "") if run else ""
    if version.tags["train"] != said:
        raise Wrong(
            f"The tag train {whose} is {shown(version.tags['train'])}; its run says {shown(said)}.",
            'Take it from the run: candidate.data.params["train"].',
        )
    if version.tags["data_sha256"].lower() not in _hashes(evidence):
        raise Wrong(
            f"The tag data_sha256 {whose} is {shown(version.tags['data_sha256'])}; that isn't the SHA-256 of "
            "the desk's data.",
            "hashlib.sha256(desk.data.read_bytes()).hexdigest() is taken over all bytes of the file.",
        )


def _untagged(evidence: Evidence, model: Registered, own: list[ModelVersion]) -> Wrong | None:
    """Where tags that are missing on the candidate's version were set instead, in words; None where nowhere."""
    if {"train", "data_sha256"} & set(registry.tags(evidence, MODEL)):
        return Wrong(
            f"The tags are on the registered model {MODEL}, for all versions alike.",
            "What a version has learned from belongs to the version: client.set_model_version_tag.",
        )
    others = [each for each in model.versions if each not in own and {"train", "data_sha256"} & set(each.tags)]
    if others:
        return Wrong(
            f"The tags are on {registry.numbers(others)}; the candidate is {registry.numbers(own[:1])}.",
            "Set them on the version that register_model gave for the candidate: version.version.",
        )
    return None


def _hashes(evidence: Evidence) -> set[str]:
    """The SHA-256 of the desk's data: as checks read it, and as the learner's own folder has it."""
    own = evidence.work / GERMANY.parent.name / GERMANY.name
    files = [evidence.germany, *([own] if own.is_file() else [])]
    return {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


# 3.1.3: the same model, registered again


@exercise("3.1.3", "what registering the same logged model again does: a, b or c")
def again(evidence: Evidence) -> str:
    return choice(
        evidence,
        "b",
        "another version: the registry doesn't look into models, and counts every registration",
        {
            "a": "Then MLflow would have to compare models. What does it have of one: its content, or its address?",
            "c": "Then a nightly job that is repeated would break at the second time. Does a name belong to one model?",
        },
    )


# 3.1.4: register it, unless it is there


@exercise("3.1.4", f"exactly one version of {MODEL} for each of the other models of 2.1 to 2.4")
def once(evidence: Evidence) -> str:
    model = registry.registered(evidence)
    chosen = {run.info.run_id for run in registry.chosen(evidence)}
    others = [version for version in model.versions if version.run_id not in chosen]
    _missing(evidence, others, chosen)
    _twice(evidence, model, others)
    evidence.seen.update(versions=", ".join(sorted(str(version.version) for version in others)))
    evidence.refuse_what_was_caught_up(f"What {MODEL} has besides the candidate")
    return f"{len(others)} more models stand under {MODEL}, none of them twice"


def _missing(evidence: Evidence, others: list[ModelVersion], chosen: set[str]) -> None:
    """Raises NotAttempted where the candidate is alone, Wrong where an experiment that holds a model has no version."""
    runs = evidence.runs(EXPERIMENTS)
    names = dict(zip(evidence.experiment_ids(*EXPERIMENTS), EXPERIMENTS, strict=True))
    of_candidate = {run.info.experiment_id for run in runs if run.info.run_id in chosen}
    wanted = {run.info.experiment_id for run in runs if holds_model(run)} - of_candidate
    there = {run.info.experiment_id for run in runs if run.info.run_id in {version.run_id for version in others}}
    if not others:
        raise NotAttempted(f"{MODEL} has no other model than the candidate yet.", FILL)
    missing = sorted(names[place] for place in wanted - there)
    if missing:
        raise Wrong(
            f"{MODEL} has no version of a model of {', '.join(missing)}.",
            "The loop goes through newest.values(), all of them; register_once returns the version, or registers it.",
            share=len(wanted & there) / len(wanted) / 2,
        )


def _twice(evidence: Evidence, model: Registered, others: list[ModelVersion]) -> None:
    """Raises Wrong where several versions are one and the same logged model: with all of these at once."""
    alike = defaultdict[str, list[ModelVersion]](list)
    for version in others:
        alike[registry.model_id(evidence, version)].append(version)
    twice = [versions for id, versions in alike.items() if id and len(versions) > 1]
    if not twice:
        return
    runs = registry.runs(evidence, [versions[0] for versions in twice])
    each = [f"{_model_of(runs, versions[0])} as {registry.numbers(versions)}" for versions in twice]
    surplus = sorted(int(version.version) for versions in twice for version in _surplus(model, versions))
    raise Wrong(
        f"These models are registered more than once: {'; '.join(each[:SEVERAL])}.",
        "register_once must find the version that is there: compare version.source with the address. Delete the "
        f'surplus, `for number in {surplus[:MANY]}: client.delete_model_version("{MODEL}", number)`, and run the cell '
        "again.",
        share=0.5,
    )


def _model_of(runs: Mapping[str, Run], version: ModelVersion) -> str:
    run = runs.get(str(version.run_id))
    return f"that of {shown(run.info.run_name)[1:-1]}" if run else "one whose run is gone"


def _surplus(model: Registered, versions: list[ModelVersion]) -> list[ModelVersion]:
    """Those of several versions of one model that may go: all but one that an alias points to, or else the first."""
    in_use = [version for version in versions if str(version.version) in model.aliases.values()]
    kept = min(in_use or versions, key=lambda version: int(version.version))
    return [version for version in versions if version is not kept]


# 3.1.5: from a number back to the run


@exercise("3.1.5", f"for each version of {MODEL} whose run has an rmse: experiment, run, train and rmse")
def way_back(evidence: Evidence) -> str:
    given, versions = evidence.answer(), registry.registered(evidence).versions
    runs = registry.runs(evidence, versions)
    judged = {str(each.version): runs[str(each.run_id)] for each in versions if _has_rmse(runs.get(str(each.run_id)))}
    entries = _all_versions(given, set(judged), {str(each.version) for each in versions})
    places = {each.experiment_id: each.name for each in evidence.client.search_experiments()}
    for number, run in judged.items():
        _entry(number, entries[number], _facts(run, places), run)
    return f"{len(judged)} versions of {MODEL}, and each leads back to its run"


def _has_rmse(run: Run | None) -> bool:
    return run is not None and "rmse" in run.data.metrics


def _all_versions(given: object, wanted: set[str], there: set[str]) -> dict[str, Any]:
    """The entries by the version's number. Raises Wrong where one of those `wanted` is missing, or isn't `there`."""
    if not isinstance(given, dict):
        raise Wrong(f"{shown(given)} is not what was asked for.", "Hand in the dictionary found.")
    missing, extra = sorted(wanted - set(given), key=int), sorted(set(given) - there)
    if missing:
        raise Wrong(
            f"The answer has no entry for version {missing[0]}; {len(wanted)} versions of {MODEL} come from a run with "
            f"an rmse, the answer has {len(given)} entries.",
            "Let the loop go through all versions, put each under its number as text, and run the cell again.",
            share=len(wanted & set(given)) / len(wanted) / 2,
        )
    if extra:
        raise Wrong(
            f"{MODEL} has no version {shown(extra[0])}.",
            "The numbers are those that the registry gives: str(each.version). Run the cell again if you deleted one.",
            share=0.5,
        )
    return given


def _facts(run: Run, places: dict[str, str]) -> dict[str, object]:
    return {
        "experiment": places.get(run.info.experiment_id, ""),
        "run": run.info.run_name,
        "train": run.data.params.get("train"),
        "rmse": run.data.metrics.get("rmse"),
    }


def _entry(number: str, given: object, facts: dict[str, object], run: Run) -> None:
    """Raises Wrong where the entry of a version doesn't say what its run says."""
    for field, value in zip(FIELDS, expect.fields(given, *FIELDS), strict=True):
        right = facts[field]
        if isinstance(right, float):
            same = expect.to_the_digit(expect.number(value, "GW", f"{field} of version {number}", 0.5), right)
        else:
            same = str(value) == str(right)
        if not same:
            raise Wrong(
                f"For version {number}, {field} is {shown(value)}; its run says {shown(right)}.",
                _mend(field, value, run),
                share=0.5,
            )


def _mend(field: str, value: object, run: Run) -> str:
    if value in (run.info.run_id, run.info.experiment_id):
        return "That is an id. Hand in the name, which people can read."
    calls = {
        "experiment": "client.get_experiment(run.info.experiment_id).name",
        "run": "run.info.run_name",
        "train": 'run.data.params["train"]',
        "rmse": 'run.data.metrics["rmse"]',
    }
    return f"{calls[field]}, of the run that this version names: client.get_run(each.run_id)."
