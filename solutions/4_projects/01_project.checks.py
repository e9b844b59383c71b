"""Notebook 4.1: a project's environment, its entry point, a run from outside, and what it refuses."""

from __future__ import annotations

import platform
from importlib.metadata import version

import pandas as pd
import yaml
from mlflow.entities import Run
from mlflow.utils.mlflow_tags import MLFLOW_PROJECT_ENTRY_POINT, MLFLOW_SOURCE_NAME, MLFLOW_SOURCE_TYPE
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from workshop.checks import written
from workshop.checks.check_of import exercise
from workshop.checks.choice import choices
from workshop.checks.evidence import Evidence
from workshop.checks.expect import metrics, near, shown
from workshop.checks.forecast import SAME
from workshop.progress.outcome import Wrong

from . import entry, refused

NEEDED = ("mlflow-skinny", "numpy", "pandas", "scikit-learn", "skops")
ENVIRONMENT = "4_projects/lr/python_env.yaml"
ALPHA, JUDGE_FROM = 10.0, "2015-04-01"


# 4.1.1: what the project needs


@exercise("4.1.1", "python_env.yaml in 4_projects/lr: the Python, and a version of each package")
def what_it_needs(evidence: Evidence) -> str:
    text = written.text(evidence, ENVIRONMENT, "4_projects/python_env.yaml", "python_env.yaml")
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Wrong("python_env.yaml is no dictionary in YAML.", written.WRITE)
    python = str(found.get("python"))
    here = platform.python_version()
    if python not in (here, here.rpartition(".")[0]):
        raise Wrong(f"python is {shown(python)}; here runs {here}.", "platform.python_version() says it.")
    pins = _pins(found.get("dependencies"))
    evidence.refuse_what_was_caught_up(f"{ENVIRONMENT}, as it stands there,")
    return f"Python and {pins} packages, each with the version that the script was tried with"


def _pins(given: object) -> int:
    """How many dependencies there are. Raises Wrong unless those of train.py are among them, each at the version that
    is installed."""
    pins = _requirements(given)
    wrong = {
        "sklearn": ("scikit-learn", "sklearn is what it is called in Python, not where it is installed from"),
        "mlflow": ("mlflow-skinny", "mlflow brings the server with all its pages"),
    }
    for name, (better, why) in wrong.items():
        if name in pins:
            raise Wrong(f"{name} is among the dependencies.", f"Write {better}: {why}.")
    missing = [name for name in NEEDED if name not in pins]
    if missing:
        raise Wrong(
            f"The dependencies lack {', '.join(missing)}.",
            "Needed is what train.py imports, by the names of the packages, and skops for the file of the model.",
            share=0.5 * (len(missing) == 1),
        )
    for name in NEEDED:
        if str(pins[name].specifier) != f"=={version(name)}":
            raise Wrong(
                f"{name} is pinned as {shown(str(pins[name].specifier))}; installed is {version(name)}.",
                'name + "==" + version(name) gives the line.',
                share=0.5,
            )
    return len(pins)


def _requirements(given: object) -> dict[str, Requirement]:
    """The dependencies by name."""
    if not isinstance(given, list) or not given:
        raise Wrong(f"dependencies is {shown(given)}; it should be a list.", "A line for each package: name==version.")
    found = dict[str, Requirement]()
    for line in given:
        try:
            requirement = Requirement(str(line))
        except InvalidRequirement:
            raise Wrong(
                f"{shown(line)} among the dependencies is no package with a version.",
                'name + "==" + version(name) gives the line.',
            ) from None
        found[canonicalize_name(requirement.name)] = requirement
    return found


# 4.1.2: what can be run


@exercise(
    "4.1.2",
    "MLproject in 4_projects/lr: the entry point main, run with parameters of the check's own",
    seconds=200,
    slow="runs your project once, in a store of its own",
)
def entry_point(evidence: Evidence) -> str:
    entry.declared(written.text(evidence, entry.MLPROJECT, "4_projects/MLproject", "MLproject"))
    evidence.refuse_what_was_caught_up(f"{entry.MLPROJECT}, as it stands there,")
    if not (evidence.work / ENVIRONMENT).is_file():
        raise Wrong("MLproject names python_env.yaml, and there is none beside it.", "Do 4.1.1 first.")
    if not (evidence.work / entry.PROJECT / "train.py").is_file():
        raise Wrong("train.py isn't there any more.", "`workshop up` puts files of the course back that are missing.")
    entry.judged(evidence.workspace.space, _all_hours(evidence))
    return "run with another file, another alpha and another day, it trained and judged with just these"


# 4.1.3: run from outside


@exercise("4.1.3", "a finished run of the project, started by mlflow run, with an alpha of 10")
def from_outside(evidence: Evidence) -> str:
    runs = evidence.own_runs([evidence.experiment], "attributes.status = 'FINISHED'") or [evidence.run]
    asked = [run for run in runs if _number(run.data.params.get("alpha")) == ALPHA]
    landed = None if asked else evidence.of(runs[0]).stray(lambda run: _number(run.data.params.get("alpha")) == ALPHA)
    if landed:
        raise Wrong(
            f"The run {landed.name}, with an alpha of 10, is in the experiment {landed.experiment}.",
            "--experiment-name {desk.experiment} is missing in the command.",
        )
    if not asked:
        evidence.run  # so that the verdict names a newer one that failed
        raise Wrong(
            f"The newest finished run, {runs[0].info.run_name}, has {shown(runs[0].data.params.get('alpha'))} as its "
            "alpha.",
            "-P alpha=10, in this spelling.",
            share=0.5,
        )
    run = asked[0]
    evidence.seen.update(run=run.info.run_id, experiment=run.info.experiment_id)
    _of_the_project(run)
    if str(run.data.params.get("judge_from"))[:10] != JUDGE_FROM:
        raise Wrong(
            f"judge_from was {shown(run.data.params.get('judge_from'))} in the run {run.info.run_name}, the newest "
            "that has finished with an alpha of 10.",
            "Leave it out: it has a default.",
            share=0.5,
        )
    return _scores(evidence, run)


def _number(text: object) -> float | None:
    try:
        return float(str(text))
    except ValueError:
        return None


def _of_the_project(run: Run) -> None:
    """Raises Wrong unless MLflow has made the run as that of a project."""
    tags = run.data.tags
    if tags.get(MLFLOW_SOURCE_TYPE) != "PROJECT":
        raise Wrong(
            f"The run {run.info.run_name} wasn't started by mlflow run: it comes from {tags.get(MLFLOW_SOURCE_NAME)}.",
            "!mlflow run 4_projects/lr --env-manager local --experiment-name ... -P ...",
            share=0.5,
        )
    if tags.get(MLFLOW_PROJECT_ENTRY_POINT) != "main":
        raise Wrong(
            f"The run is one of the entry point {shown(tags.get(MLFLOW_PROJECT_ENTRY_POINT))}.", "Leave out -e.", 0.5
        )


def _scores(evidence: Evidence, run: Run) -> str:
    """Raises Wrong unless the run's errors are those on all hours that the desk has."""
    hours = _all_hours(evidence)
    given, expected = metrics(run, entry.METRICS, _WITH_ALL), entry.errors(hours, ALPHA, JUDGE_FROM)
    for name in entry.METRICS:
        if not near(given[name], expected[name], SAME):
            raise Wrong(f"{name} is {given[name]:.4f}; on all hours so far it is {expected[name]:.4f}.", _WITH_ALL, 0.5)
    return f"off by {given['rmse_solar']:.2f} GW in solar power and {given['rmse_wind']:.2f} GW in wind power"


def _all_hours(evidence: Evidence) -> pd.DataFrame:
    return pd.concat([evidence.hours, evidence.arrived], ignore_index=True)


_WITH_ALL = "data is 4_projects/hours.csv, as the second cell writes it: run that cell and the command again."


# 4.1.4: what MLflow refuses


@exercise("4.1.4", "the letters of what MLflow refuses before it starts the script")
def refused_by_mlflow(evidence: Evidence) -> str:
    return choices(
        evidence,
        "cd",
        "what is missing and what isn't there is refused, a wrong text and a wrong name are handed on",
        ("MLflow refuses {}", "MLflow lets {} through"),
        {
            "a": "The type float stands in MLproject. Does MLflow make a number of the text, or does the script?",
            "b": "A parameter that isn't declared: may a script take more than MLproject says?",
            "c": "What would it put in the place of {data}?",
            "d": "A path can be looked at without the script. That is what the type path is for.",
        },
    )


# 4.1.5: refused in one line


@exercise(
    "4.1.5",
    f"{refused.FILE} in 4_projects/lr: read and refuse, tried with good and bad command lines",
    seconds=180,
    slow="tries read and refuse with fifteen command lines",
)
def one_line(evidence: Evidence) -> str:
    text = written.text(evidence, f"{entry.PROJECT}/{refused.FILE}")
    refused.written(text)
    evidence.refuse_what_was_caught_up(f"{refused.FILE}, as it stands there,")
    refused.judged(refused.facts(text, evidence.workspace.space.state))
    return f"{len(refused.TAKEN)} good command lines were read, {len(refused.NAMED)} bad ones refused, in one line each"
