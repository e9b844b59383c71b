"""Notebook 4.5: the mistakes in search.py that its check names, and what the project refuses and takes.

The answers try the commonest mistakes in a kernel; here the rest are tried without a process of their own, which takes
two seconds each.
"""

import sys
from contextlib import nullcontext

import mlflow
import pytest
import yaml
from mlflow.projects._project_spec import load_project
from packaging.requirements import Requirement

from workshop.checks import check_of
from workshop.course import index, markers
from workshop.paths import COURSE
from workshop.progress.outcome import Wrong

NOTEBOOK = index.read().notebook("4.5")
PROJECT = COURSE / "solutions" / "4_projects" / "wine"


def solution():
    """search.py as the notebook's solution writes it."""
    text = NOTEBOOK.text.read_text(encoding="utf-8")
    begin = text.index("# %%writefile 4_projects/wine/search.py")
    return markers.solved(text[text.index("\n", begin) + 1 : text.index("# %%\ncheck", begin)])


@pytest.fixture
def judged(tmp_path, monkeypatch):
    """What the check says of a text of search.py; "" for one that is right."""
    from sklearn.model_selection import KFold
    from sklearn.preprocessing import StandardScaler

    checks = check_of.checks(NOTEBOOK)
    for owner, method in ((KFold, "split"), (StandardScaler, "partial_fit")):  # attempts.py counts their calls
        monkeypatch.setattr(owner, method, getattr(owner, method))
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # two texts of one second and one size
    monkeypatch.chdir(tmp_path)

    def judge(text):
        (tmp_path / "search.py").write_text(text, encoding="utf-8")
        sys.modules.pop("search", None)
        try:
            checks.tried.functions(text)
            checks.tried.judged(checks.attempts.facts())
        except Wrong as wrong:
            return f"{wrong.found} {wrong.try_next}"
        finally:
            sys.modules.pop("search", None)
        return ""

    return judge


def test_does_the_check_take_the_solution(judged):
    assert judged(solution()) == ""


MODEL = "ElasticNet(alpha=alpha, l1_ratio=l1_ratio)"
RETURN = "return sum(errors) / len(errors)"
ERROR = "root_mean_squared_error(truth, model.predict(unseen))"
MISTAKES = {
    "a line a trial": (RETURN, f"print(alpha)\n    {RETURN}", "search.py prints"),
    "all errors": (RETURN, "return errors", "It returns one number"),
    "nothing": (RETURN, "pass", "The objective returns None"),
    "not a number": (RETURN, 'return float("nan")', "the objective gives nan"),
    "the sum": (RETURN, "return sum(errors)", "the sum over the folds"),
    "with a minus": (RETURN, "return -sum(errors) / len(errors)", "with a minus"),
    "the first fold": (RETURN, "return errors[0]", "the error of the first fold"),
    "squared errors": (ERROR, "((truth - model.predict(unseen)) ** 2).mean()", "the mean of the squared errors"),
    "on the wines fitted": (
        ERROR,
        "root_mean_squared_error(alcohol, model.predict(known))",
        "on which the model was fit",
    ),
    "alpha forgotten": (MODEL, "ElasticNet(l1_ratio=l1_ratio)", "doesn't get the alpha"),
    "another model": (MODEL, "ElasticNet(alpha=alpha, l1_ratio=l1_ratio, fit_intercept=False)", "it should be"),
    "alpha up to ten": ("1e-4, 1, log", "1e-4, 10, log", "alpha is asked for from 0.0001 to 10"),
    "a scale for both": ("0.05, 1)", "0.05, 1, log=True)", "l1_ratio is proposed on a logarithmic scale"),
    "another name": ('suggest_float("alpha"', 'suggest_float("weight"', 'the names "alpha" and "l1_ratio"'),
    "a choice of values": (
        'suggest_float("l1_ratio", 0.05, 1)',
        'suggest_categorical("l1_ratio", [0.1, 0.9])',
        "l1_ratio is asked for from None to None",
    ),
    "never asked": ('trial.suggest_float("l1_ratio", 0.05, 1)', "0.5", "doesn't ask the trial for l1_ratio"),
    "other folds": ("FOLDS.split(wines)", "KFold(5).split(wines)", "The folds aren't those of FOLDS"),
    "scaler of the held out": ("fit(wines.iloc[rest])", "fit(wines.iloc[held_out])", "fitted on the wines held out"),
    "each by itself": ("scaler.transform(wines.iloc[held_out])", "scaler.fit_transform(wines.iloc[held_out])", "own"),
    "another study": ('study_name="wine"', 'study_name="wines"', "raised KeyError"),
    "made once more": ("optuna.load_study(", "optuna.create_study(", "load_study(study_name=..., storage=..., samp"),
    "a minus in the study": (
        "lambda trial: objective(",
        "lambda trial: -objective(",
        "which isn't what objective gives",
    ),
    "no seed": ("TPESampler(seed=number)", "TPESampler()", "called again with a new study, proposes something else"),
    "calls itself": ("errors = []", "errors = [objective(trial, folds)]", "raised RecursionError"),
    "ends its process": (RETURN, "raise SystemExit(3)", "raised SystemExit"),
    "no function": (
        "def prepared(wines, alcohol):",
        "prepared = 1\n\n\ndef prepare(wines, alcohol):",
        "is no function",
    ),
    "an error outside": ("FOLDS = KFold(5,", "FOLDS = KFold(1,", "search.py can't be imported"),
    "another import": ("import os\n", "import os\nfrom mlflow import log_metric\n", "search.py imports MLflow"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_does_the_check_name_a_mistake_in_the_search(mistake, judged):
    right, wrong, says = MISTAKES[mistake]
    assert right in solution()
    assert says in judged(solution().replace(right, wrong))


@pytest.fixture
def project(monkeypatch):
    """The project's modules `parameters` and `wine`, as its scripts import them."""
    monkeypatch.setattr(sys, "path", [str(PROJECT), *sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    names = ("parameters", "wine", "worker", "auto_train")
    for name in names:
        sys.modules.pop(name, None)
    import parameters
    import wine

    yield parameters, wine
    for name in names:
        sys.modules.pop(name, None)


@pytest.mark.parametrize(
    "texts, why",
    [
        (["--alpha", "abc"], "'abc' is no number"),
        (["--alpha", ""], "'' is no number"),
        (["--alpha", "nan"], "nan isn't from"),
        (["--alpha", "inf"], "inf isn't from"),
        (["--alpha", "-0.1"], "-0.1 isn't from"),
        (["--alpha", "0.1", "--alpa", "0.2"], "unrecognized arguments: --alpa 0.2"),
        (["--alph", "0.1"], "required: --alpha"),
        ([], "required: --alpha"),
        (["--alpha"], "expected one argument"),
        (["--alpha", "0.1", "more"], "unrecognized arguments: more"),
    ],
)
def test_does_the_project_refuse_a_parameter_in_one_line_and_in_a_tag(texts, why, project, monkeypatch):
    parameters, _ = project
    tags = {}
    monkeypatch.setattr(mlflow, "set_tag", tags.__setitem__)
    with pytest.raises(SystemExit) as ended:
        parameters.read(texts, alpha=parameters.number(1e-6, 100))
    assert why in tags["refused"] and "\n" not in tags["refused"]
    assert str(ended.value) == f"wine: {tags['refused']}"


@pytest.mark.parametrize("text", ["30.5", "3e1", "0", "1001", "thirty"])
def test_does_the_project_refuse_what_is_no_number_of_trials(text, project, monkeypatch):
    parameters, _ = project
    monkeypatch.setattr(mlflow, "set_tag", lambda *_: None)
    with pytest.raises(SystemExit):
        parameters.read(["--n-iter", text], n_iter=parameters.number(1, 1000, int))


def test_do_the_entry_points_hand_their_parameters_to_scripts_that_take_them(project, monkeypatch):
    _, wine = project
    import auto_train

    trained, searched = [], []
    monkeypatch.setattr(wine, "train", lambda **given: trained.append(given))
    monkeypatch.setattr(wine, "log_params", lambda **_: None)
    monkeypatch.setattr(auto_train, "search", lambda **given: searched.append(given) or {})
    monkeypatch.setattr(mlflow, "start_run", nullcontext)
    monkeypatch.setattr(mlflow, "set_tag", lambda *_: None)  # without a run it would open one
    for name, script, given in (("main", wine, {"alpha": "0.3"}), ("auto_train", auto_train, {"n_iter": "7"})):
        words = load_project(str(PROJECT)).get_entry_point(name).compute_command(given, None).split()
        assert words[:2] == ["python", f"{script.__name__}.py"]
        script.main(words[2:])
    assert trained[0] == {"alpha": 0.3, "l1_ratio": 0.5} and searched == [{"n_iter": 7, "workers": 2}]


def test_does_main_log_a_model_with_what_explains_it(project, tmp_path, monkeypatch):
    _, wine = project
    before = mlflow.get_tracking_uri()
    mlflow.set_tracking_uri(f"sqlite:///{(tmp_path / 'runs.db').as_posix()}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mlflow.tracking.fluent._active_experiment_id", None)  # another test may have set one
    monkeypatch.delenv("MLFLOW_EXPERIMENT_ID", raising=False)
    try:
        wine.main(["--alpha", "0.1", "--l1-ratio", "1"])
        (run,) = mlflow.search_runs(search_all_experiments=True, output_format="list")
        files = {each.path for each in mlflow.MlflowClient().list_artifacts(run.info.run_id)}
    finally:
        mlflow.set_tracking_uri(before)
    assert run.info.status == "FINISHED" and run.outputs.model_outputs
    assert run.data.params == {"alpha": "0.1", "l1_ratio": "1.0"} and set(run.data.metrics) == {"rmse", "r2"}
    assert files == {"coefficients.csv", "importance.png"}


def test_does_the_project_ask_for_the_versions_of_the_lock():
    asked = yaml.safe_load((PROJECT / "python_env.yaml").read_text(encoding="utf-8"))["dependencies"]
    locked = (COURSE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    for line in map(Requirement, asked):
        name = line.name.removesuffix("-skinny")
        assert any(each.split()[:1] == [f"{name}{line.specifier}"] for each in locked), f"{line} isn't in the lock"
