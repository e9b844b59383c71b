"""The model registry as checks read it: the versions of the desk's registered model, and where its aliases point.

Two requests, however many versions there are. An alias, a version and a registered model can be deleted by anybody, and
MLflow keeps no trace of it; so a check says what it found, and doesn't guess who did it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mlflow.entities import Run, ViewType
from mlflow.entities.model_registry import ModelVersion, RegisteredModel
from mlflow.exceptions import MlflowException

from workshop.checks.evidence import Evidence
from workshop.progress.outcome import NotAttempted, Wrong

MODEL = "germany-power"
CHAMPION = "champion"
CHOICE = "tags.choice = 'champion candidate'"  # set in 2.5.5
MANY = 1000  # registered models in one answer
MOST = 10_000  # versions in one answer
MODEL_ID = re.compile(r"\bm-[0-9a-f]{32}\b")


@dataclass(frozen=True)
class Registered:
    """A registered model: its description, its `versions`, the newest first, and its `aliases` with the number of the
    version that each points to."""

    name: str
    description: str
    versions: tuple[ModelVersion, ...]
    aliases: dict[str, str]

    def of(self, runs: Collection[str]) -> list[ModelVersion]:
        """The versions whose models come from these runs, by their ids; the newest first."""
        return [version for version in self.versions if version.run_id in runs]

    def at(self, alias: str) -> ModelVersion | None:
        """The version that an alias points to; None where there is no such alias."""
        number = self.aliases.get(alias)
        return next((version for version in self.versions if str(version.version) == number), None)


def registered(evidence: Evidence, name: str = MODEL) -> Registered:
    """The registered model of that name. Raises NotAttempted where there is none, Wrong where only one of another
    spelling is there."""
    there_are: list[RegisteredModel] = list(evidence.client.search_registered_models(max_results=MANY))
    found = next((model for model in there_are if model.name == name), None)
    if found is None:
        raise _none(evidence, name, [model.name for model in there_are])
    versions = evidence.client.search_model_versions(f"name = '{name}'", max_results=MOST)
    numbered = sorted(versions, key=lambda version: int(version.version), reverse=True)
    aliases = {alias: str(number) for alias, number in found.aliases.items()}
    return Registered(name, found.description or "", tuple(numbered), aliases)


def _none(evidence: Evidence, name: str, others: list[str]) -> NotAttempted | Wrong:
    """What to raise where no registered model has the name."""
    alike = [other for other in others if _plain(other) == _plain(name)]
    if alike:
        return Wrong(
            f"There is a registered model {alike[0]}, but none named {name}: upper and lower case, spaces and hyphens "
            "count.",
            f'Register under the name "{name}"; client.delete_registered_model("{alike[0]}") takes the other away.',
        )
    names = f"; there are {', '.join(sorted(others)[:5])}" if others else ""
    return NotAttempted(
        f"The tracking server {evidence.client.tracking_uri} has no registered model {name}{names}.",
        "Fill the blanks in the cell that registers it, and run it. If you have done so: was it deleted since, or does "
        "mlflow.get_registry_uri() name another server?",
    )


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def chosen(evidence: Evidence) -> list[Run]:
    """The runs that are tagged as champion candidate, the newest first. Raises Wrong where there is none."""
    places = [each.experiment_id for each in evidence.client.search_experiments()]
    found = list(evidence.client.search_runs(places, CHOICE, order_by=["start_time DESC"]))
    if not found:
        raise Wrong(
            "No run has the tag choice = champion candidate: it was taken away, or the run is in MLflow's bin.",
            "2.5.5 sets the tag. A deleted run comes back with client.restore_run(its id).",
        )
    return found


def model_id(evidence: Evidence, version: ModelVersion) -> str:
    """The id of the logged model that a version was made from, also of a copied version; "" where its source leads to
    none."""
    source, seen = str(version.source), set[str]()
    while source not in seen:
        seen.add(source)
        found = MODEL_ID.search(source)
        if found:
            return found[0]
        source = _further(evidence, source)
    return ""


def _further(evidence: Evidence, source: str) -> str:
    """Where a source leads that isn't the address of a logged model: another version's source, or a run's model."""
    copied, of_run = re.fullmatch(r"models:/(.+)/(\d+)", source), re.match(r"runs:/([0-9a-f]{32})/", source)
    try:
        if copied:
            return str(evidence.client.get_model_version(*copied.groups()).source)
        return max(made_by(evidence.client.get_run(of_run[1]))) if of_run else ""
    except (MlflowException, ValueError):  # gone, or a run without a model
        return ""


def made_by(run: Run) -> set[str]:
    """The ids of the models that a run logged."""
    return {model.model_id for model in run.outputs.model_outputs} if run.outputs else set()


def contents(evidence: Evidence, version: ModelVersion) -> Evidence:
    """The same evidence, but its run is the version's, and model and predictions are those of the version. Raises Wrong
    where the run or the model is gone for good."""
    run, id = runs(evidence, [version]).get(str(version.run_id)), model_id(evidence, version)
    try:
        model = evidence.client.get_logged_model(id) if id else None
    except MlflowException:
        model = None
    if run is None or model is None:
        raise Wrong(
            f"The {numbers([version])} of {version.name} leads to no {'logged model' if run else 'run'} any more.",
            "Register the candidate's model again, and go on with that version.",
        )
    return evidence.of(run, model)


def numbers(versions: Iterable[ModelVersion]) -> str:
    """Versions in words: "version 3", "versions 1 and 3"."""
    found = sorted((str(version.version) for version in versions), key=int)
    return f"version {found[0]}" if len(found) == 1 else f"versions {', '.join(found[:-1])} and {found[-1]}"


def runs(evidence: Evidence, versions: Iterable[ModelVersion]) -> dict[str, Run]:
    """The runs that these versions come from, by id, also those in MLflow's bin; in one request."""
    ids = sorted({str(version.run_id) for version in versions if version.run_id})
    if not ids:
        return {}
    places = [each.experiment_id for each in evidence.client.search_experiments(view_type=ViewType.ALL)]
    within = ", ".join(f"'{id}'" for id in ids)
    found = evidence.client.search_runs(places, f"attributes.run_id IN ({within})", ViewType.ALL, max_results=MANY)
    return {run.info.run_id: run for run in found}


def tags(evidence: Evidence, name: str = MODEL) -> dict[str, str]:
    """The tags of the registered model itself, not those of its versions."""
    return dict(evidence.client.get_registered_model(name).tags)
