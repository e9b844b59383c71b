"""Does the project of 4.1 refuse bad input in one line, leave the reason and nothing half done, and run in an
environment that is built from its own file?"""

import importlib
import math
import os
import subprocess
import sys
from pathlib import Path

import mlflow
import pandas as pd
import pytest
from mlflow import MlflowClient
from walks import cells

from workshop.course import index, markers
from workshop.energy.table import FEATURES, TARGETS
from workshop.setup import mirror

NOTEBOOK = index.read().notebook("4.1")
GIVEN = NOTEBOOK.text.with_name("lr")
NAMES = ("data", "alpha", "judge_from")


def written(start: str) -> str:
    """The solution cell of 4.1 whose source begins so."""
    return markers.solved(next(source for _, _, source in cells(NOTEBOOK) if source.startswith(start)))


@pytest.fixture
def project(tmp_path, monkeypatch):
    """The folder of the project as the notebook leaves it."""
    folder = tmp_path / "4_projects" / "lr"
    folder.mkdir(parents=True)
    (folder / "train.py").write_bytes((GIVEN / "train.py").read_bytes())
    magic = "%%writefile 4_projects/lr/parameters.py\n"
    (folder / "parameters.py").write_text(written(magic).removeprefix(magic), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    needed = "import platform, yaml\nfrom importlib.metadata import version\n"
    exec(needed + written(f"{markers.BEGIN}\nNEEDED"), {})
    exec(written("MLPROJECT"), {})
    return folder


@pytest.fixture
def hours():
    """Two hundred hours around the first of April 2015."""
    times = pd.date_range("2015-03-28", periods=200, freq="h", tz="UTC")
    values = {
        name: [float((place * hour) % 17) for hour in range(200)] for place, name in enumerate(FEATURES + TARGETS, 2)
    }
    return pd.DataFrame({"utc_timestamp": times.strftime("%Y-%m-%dT%H:%M:%SZ"), **values})


def called(project: Path, *options: str, manager: str = "local") -> tuple[subprocess.CompletedProcess, object]:
    """What `mlflow run` says with these options, and the run that it has made."""
    command = [
        sys.executable,
        "-m",
        "mlflow",
        "run",
        str(project),
        "--env-manager",
        manager,
        "--experiment-name",
        "of 4.1",
    ]
    own = {name: value for name, value in os.environ.items() if name != "MLFLOW_EXPERIMENT_ID"}  # of set_experiment
    done = subprocess.run([*command, "--experiment-name", "of 4.1", *options], capture_output=True, text=True, env=own)
    runs = mlflow.search_runs(experiment_names=["of 4.1"], output_format="list", max_results=1)
    return done, runs[0] if runs else None


def test_does_a_wrong_parameter_end_mlflow_run_in_one_line_and_a_failed_run(project, hours, learner, tmp_path):
    hours.to_csv(tmp_path / "hours.csv", index=False)
    done, run = called(project, "-P", f"data={tmp_path}/hours.csv", "-P", "alpha=much")
    own = [line for line in done.stderr.splitlines() if " mlflow." not in line]
    assert own == ["lr: argument --alpha: invalid penalty value: 'much'"]
    assert (done.returncode, run.info.status) == (1, "FAILED")
    assert run.data.tags["refused"] == "argument --alpha: invalid penalty value: 'much'"
    assert not run.data.metrics and not run.outputs.model_outputs


BAD = {  # what is done to the hours, or what stands in the file; and what is said of it
    "no file": (None, "No such file"),
    "an empty file": ("", "No columns to parse"),
    "a page": ("<html>\n<p>Not found", "utc_timestamp"),
    "bytes that are no text": ("utc_timestamp\n\udcff", "is no table of hours"),
    "a header alone": (lambda hours: hours[:0], "has no hours"),
    "a column too few": (lambda hours: hours.drop(columns="windspeed"), "windspeed"),
    "an empty cell": (lambda hours: hours.replace({"temperature": {hours["temperature"][7]: None}}), "has empty cells"),
    "an infinite one": (lambda hours: hours.replace({"wind_GW": {hours["wind_GW"][7]: math.inf}}), "infinite numbers"),
    "a word": (lambda hours: hours.astype({"windspeed": object}).replace({"windspeed": {4.0: "calm"}}), "calm"),
    "a time that is none": (
        lambda hours: hours.replace({"utc_timestamp": {hours["utc_timestamp"][7]: "soon"}}),
        "soon",
    ),
    "nothing to learn from": (lambda hours: hours[120:], "has no hours before 2015-04-01"),
    "nothing to judge on": (lambda hours: hours[:80], "has no hours from 2015-04-01"),
}


@pytest.mark.parametrize("kind", BAD)
def test_do_bad_data_leave_a_failed_run_with_one_line_and_nothing_half_done(
    kind, project, hours, learner, tmp_path, monkeypatch
):
    make, says = BAD[kind]
    if make is not None:
        content = make if isinstance(make, str) else make(hours).to_csv(index=False)
        (tmp_path / "bad.csv").write_text(content, encoding="utf-8", errors="surrogateescape")
    monkeypatch.syspath_prepend(str(project))
    mlflow.set_experiment("of 4.1")
    try:
        with pytest.raises(SystemExit) as end:
            importlib.import_module("train").main(["--data", f"{tmp_path}/bad.csv"])
    finally:
        for module in ("train", "parameters"):
            sys.modules.pop(module, None)
    run = mlflow.search_runs(experiment_names=["of 4.1"], output_format="list", max_results=1)[0]
    assert says in run.data.tags["refused"] and "\n" not in run.data.tags["refused"]
    assert end.value.code == f"lr: {run.data.tags['refused']}"
    assert (run.info.status, run.data.metrics, run.outputs.model_outputs) == ("FAILED", {}, [])
    assert mlflow.active_run() is None


def test_is_it_trained_with_what_a_caller_gives_also_without_mlflow_run(project, hours, learner, tmp_path):
    hours.to_csv(tmp_path / "hours.csv", index=False)
    command = [sys.executable, "train.py", "--data", "../../hours.csv", "--alpha", "3", "--judge-from", "2015-04-02"]
    subprocess.run(command, cwd=project, check=True, env=os.environ | {"MLFLOW_EXPERIMENT_NAME": "of 4.1"})
    run = mlflow.search_runs(experiment_names=["of 4.1"], output_format="list", max_results=1)[0]
    assert run.data.params == {"data": "../../hours.csv", "alpha": "3.0", "judge_from": "2015-04-02"}
    assert set(run.data.metrics) == {"rmse_solar", "rmse_wind"} and run.info.status == "FINISHED"


def test_does_the_project_run_in_an_environment_of_its_own_and_the_second_time_without_a_network(
    project, hours, learner, tmp_path, monkeypatch
):
    """What it gives there is what it gives here. MLflow keeps the environment under a hash of python_env.yaml."""
    hours.to_csv(tmp_path / "hours.csv", index=False)
    options = ["-P", f"data={tmp_path}/hours.csv", "-P", "alpha=3"]
    _, here = called(project, *options)
    pip = mirror.pip_settings(subprocess.run(["pip", "config", "list"], capture_output=True, text=True).stdout)
    for name, value in mirror.uv_settings(pip, os.environ, "Linux").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("MLFLOW_ENV_ROOT", str(tmp_path / "environments"))
    for offline in ("", "1"):
        monkeypatch.setenv("UV_OFFLINE", offline or "0")
        done, there = called(project, *options, manager="uv")
        assert done.returncode == 0, done.stderr[-2000:]
        assert there.info.run_id != here.info.run_id
        assert there.data.metrics == pytest.approx(here.data.metrics, abs=1e-9)
    assert len(list((tmp_path / "environments").iterdir())) == 1
    model = MlflowClient().get_logged_model(there.outputs.model_outputs[0].model_id)
    assert model.status == "READY"
