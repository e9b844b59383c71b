"""Does whatever lies in search.py of 4.5, and whatever run or reply is left of its project, get one of the six verdicts?"""

import json
import math
from importlib.metadata import version

import mlflow
import numpy as np
import pytest
from mlflow.models import infer_signature
from sklearn.linear_model import ElasticNet, LinearRegression
from sklearn.preprocessing import StandardScaler

from workshop.checks import check_of
from workshop.course import index
from workshop.progress.verdict import Kind

LESSON, PLACE = index.read().notebook("4.5"), "4.5-wine"
BY_MLFLOW_RUN = {"mlflow.source.type": "PROJECT", "mlflow.project.entryPoint": "auto_train"}
PINS = [f"{name}=={version(name)}" for name in ("scikit-learn", "skops")]
FUNCTIONS = b"prepared = objective = work = print\ndef other(): ...\n"
FILES = {
    "nothing": (b"", Kind.NOT_ATTEMPTED, "no function prepared, objective, work yet"),
    "bytes that are no text": (b"\xff\xfe\x00prepared", Kind.WRONG, "can't be read"),
    "comments alone": (b"# def prepared(wines, alcohol):\n", Kind.NOT_ATTEMPTED, "no function"),
    "no Python": (b"def prepared(:", Kind.WRONG, "isn't Python"),
    "a zero byte": (b"def prepared(): ...\n\x00", Kind.WRONG, "isn't Python"),
    "a deep nest": (b"def prepared(): return " + b"(" * 5000, Kind.WRONG, "isn't Python"),
    "other functions": (b"def search(): ...", Kind.WRONG, "lacks prepared, objective, work"),
    "a megabyte": (b"#" * 1_000_000, Kind.WRONG, "1,000,000 bytes"),
    "functions that take anything": (FUNCTIONS, Kind.WRONG, "doesn't ask the trial for alpha"),
    "an exit at once": (b"import sys\n" + FUNCTIONS + b"sys.exit()", Kind.WRONG, "can't be imported: SystemExit"),
    "an end of the process": (b"import os\n" + FUNCTIONS + b"os._exit(7)", Kind.CRASHED, "ended with code 7"),
}  # fmt: skip


@pytest.fixture(scope="module")
def wines():
    return check_of.checks(LESSON).wines


@pytest.mark.parametrize("what", FILES, ids=lambda text: text.replace(" ", "-"))
def test_does_every_odd_search_get_a_verdict(what, desk):
    content, kind, says = FILES[what]
    (desk.work / "4_projects" / "wine" / "search.py").write_bytes(content)
    verdict = desk.verdict("4.5.3")
    assert (verdict.kind, says in verdict.found) == (kind, True), verdict
    assert verdict.try_next and len(str(verdict)) < 3000


def settings(count):
    return [(round(1e-4 * 1.2**nth, 6), round(0.05 + nth / 40, 3)) for nth in range(count)]


def table(wines, count=30, **changed):
    """trials.csv as auto_train writes it."""
    lines = ["number,process,alpha,l1_ratio,cv_rmse"]
    for nth, (alpha, ratio) in enumerate(settings(count)):
        row = {"number": nth, "process": 7 + nth % 2, "alpha": alpha, "l1_ratio": ratio}
        row |= {"cv_rmse": wines.cross_validated(alpha, ratio)} | (changed if nth == 3 else {})
        lines.append(",".join(map(str, row.values())))
    return "\n".join(lines)


def leave(desk, wines, model=None, texts=(), tags=(), metrics=(), params=(), status="FINISHED", log=True):
    """A run as auto_train leaves it, but for what is given. Returns the reply that a server of its model would give."""
    known, unseen, alcohol, truth = wines.tables()
    best = min(settings(30), key=lambda each: wines.cross_validated(*each))
    right = wines.fitted(*best, known, alcohol)
    model = right if model is None else model
    scores = {"rmse": wines.error(right, unseen, truth), "r2": right.score(unseen, truth)}
    scores |= {"cv_rmse": wines.cross_validated(*best)} | dict(metrics)
    given = {"n_iter": "30", "workers": "2", "alpha": str(best[0]), "l1_ratio": str(best[1])} | dict(params)
    run = desk.run(
        PLACE,
        "auto_train",
        metrics=[(name, value, 0) for name, value in scores.items() if value is not None],
        params=[(name, value) for name, value in given.items() if value is not None],
        tags=(BY_MLFLOW_RUN | dict(tags)).items(),
        status="RUNNING",
    )
    coefficients = "\n".join(["measurement,coefficient", *map("{},{}".format, known, right[-1].coef_)])
    files = {"trials.csv": table(wines), "coefficients.csv": coefficients} | dict(texts)
    with desk.opened(PLACE, run):
        for name, text in files.items():
            if text is not None:
                mlflow.log_text(text, name)
        picture = np.full((200, 300, 3), 255, np.uint8)
        picture[50:150, 60:200] = 0
        mlflow.log_image(picture, "importance.png")
        if log:
            signature = infer_signature(known, right.predict(known))
            mlflow.sklearn.log_model(model, name="model", signature=signature, pip_requirements=PINS)
    desk.client.set_terminated(run, status)
    return json.dumps({"predictions": right.predict(unseen.iloc[:1]).tolist()})


def unlike(wines):
    known, _, alcohol, _ = wines.tables()
    return ElasticNet().fit(known, alcohol)


RUNS = {
    "failed, and refused in 5 kB": {"status": "FAILED", "tags": {"refused": "x" * 5000}},
    "left open": {"status": "RUNNING"},
    "no parameters": {"params": dict.fromkeys(("n_iter", "workers", "alpha", "l1_ratio"))},
    "as many as trees in a wood": {"params": {"n_iter": "9" * 400}},
    "workers that are none": {"params": {"workers": "two"}},
    "alpha that is none": {"params": {"alpha": "nan"}},
    "no trials": {"texts": {"trials.csv": None}},
    "trials without a line": {"texts": {"trials.csv": ""}},
    "trials with another head": {"texts": {"trials.csv": "a,b\n1,2\n"}},
    "trials with a zero byte": {"texts": {"trials.csv": "number,process,alpha,l1_ratio,cv_rmse\n\x00"}},
    "trials in half": lambda wines: {"texts": {"trials.csv": table(wines)[:900]}},
    "lines that are too short": {"texts": {"trials.csv": "number,process,alpha,l1_ratio,cv_rmse\n1,2\n"}},
    "an endless field": {"texts": {"trials.csv": "number,process,alpha,l1_ratio,cv_rmse\n" + "9" * 200_000}},
    "an alpha beyond its range": lambda wines: {"texts": {"trials.csv": table(wines, alpha=1e300)}},
    "an alpha that is no number": lambda wines: {"texts": {"trials.csv": table(wines, alpha="much")}},
    "an error that is none": lambda wines: {"texts": {"trials.csv": table(wines, cv_rmse="nan")}},
    "an error below all": lambda wines: {"texts": {"trials.csv": table(wines, cv_rmse=-math.inf)}},
    "a trial too few": lambda wines: {"texts": {"trials.csv": table(wines, 29)}},
    "a process without a number": lambda wines: {"texts": {"trials.csv": table(wines, process="")}},
    "scores that are NaN": {"metrics": {"rmse": math.nan, "r2": math.nan}},
    "scores of another run": {"metrics": {"r2": 0.9}},
    "promised too much": {"metrics": {"cv_rmse": 0.1}},
    "no scores": {"metrics": {"rmse": None, "r2": None}},
    "no model": {"log": False},
    "another model": lambda wines: {"model": unlike(wines)},
    "a model for fewer columns": lambda wines: {
        "model": LinearRegression().fit(wines.tables()[0].iloc[:, :3], wines.tables()[2])
    },
    "a model that predicts nothing": lambda wines: {"model": StandardScaler().fit(wines.tables()[0])},
    "a model that gives two numbers": lambda wines: {
        "model": LinearRegression().fit(wines.tables()[0], np.c_[wines.tables()[2], wines.tables()[2]])
    },
    "coefficients of another": {"texts": {"coefficients.csv": "measurement,coefficient\nash,1\n"}},
    "coefficients that are words": {"texts": {"coefficients.csv": "measurement,coefficient\nash,much\n"}},
}  # fmt: skip


def test_does_a_run_like_that_of_auto_train_pass(desk, wines):
    reply = leave(desk, wines)
    desk.hand_in("4.5.5", {"reply": reply, "status": "400"})
    for exercise in ("4.5.4", "4.5.5"):
        assert desk.verdict(exercise).passed, desk.verdict(exercise)


@pytest.mark.parametrize("what", RUNS, ids=lambda text: text.replace(" ", "-"))
def test_does_every_odd_run_get_a_verdict(what, desk, wines):
    for run in desk.client.search_runs([desk.ids[PLACE]]):
        desk.client.delete_run(run.info.run_id)
    odd = RUNS[what]
    reply = leave(desk, wines, **(odd(wines) if callable(odd) else odd))
    verdict = desk.verdict("4.5.4")
    assert verdict.kind in (Kind.WRONG, Kind.CRASHED), verdict
    desk.hand_in("4.5.5", {"reply": reply, "status": "400"})
    desk.hand_in("4.5.6", {"new": ["a b"], "old": []})
    for each in (verdict, desk.verdict("4.5.5"), desk.verdict("4.5.6")):
        assert len(str(each)) < 3000 and (each.passed or each.try_next), each


REPLIES = [
    "", "{}", "[]", "null", '{"predictions": null}', '{"predictions": [null]}', '{"predictions": ["13"]}',
    '{"predictions": [true]}', '{"predictions": [NaN]}', '{"predictions": [1e999]}', '{"predictions": [1, 2]}',
    '{"predictions": [' + "9" * 400 + "]}", '{"predictions": [[13.0]]}', '{"predictions": {"a": 1}}',
    '{"error_code": null, "message": {"a": [1]}}', "[" * 100_000, "<html>Not Found</html>", 13.5, None, ["x"], {"a": 1},
]  # fmt: skip
STATUSES = ["200", "404", "415", "", "x" * 5000, None, True, 400.0, [400], 10**30]


@pytest.mark.parametrize("given", [{"reply": reply, "status": "400"} for reply in REPLIES])
def test_does_every_odd_reply_get_a_verdict(given, desk):
    desk.hand_in("4.5.5", given)
    verdict = desk.verdict("4.5.5")
    assert verdict.kind is Kind.WRONG and verdict.try_next and len(str(verdict)) < 3000


@pytest.mark.parametrize("status", STATUSES, ids=range(len(STATUSES)))
def test_does_every_odd_status_get_a_verdict(status, desk, wines):
    reply = leave(desk, wines)
    desk.hand_in("4.5.5", {"reply": reply, "status": status})
    verdict = desk.verdict("4.5.5")
    assert verdict.kind is Kind.WRONG and "status" in verdict.found and len(str(verdict)) < 3000
