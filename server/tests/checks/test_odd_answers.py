"""Does whatever a learner hands in get one of the six verdicts, and never an error of the check's own?

Straight at the checks, without a kernel: a hundred odd answers at each exercise that takes one.
"""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from store_at_hand import BASE, log
from walks import handed_in

from workshop import lesson
from workshop.checks.evidence import Evidence
from workshop.course import index
from workshop.energy.table import FEATURES, TARGETS
from workshop.lesson import Unpassed, answer

SUM = [id for notebook in index.read().notebooks for id in handed_in(notebook)]  # the exercises that take an answer


def deep(levels: int) -> list:
    found: list = []
    for _ in range(levels):
        found = [found]
    return found


NUMBERS = [
    0, -1, 1, 2, 0.5, -0.5, 1e-300, 1e300, -1e300, 10**15, 2**31, 2**63, 2**64, 10**400, -(10**400), 10**4000, True, False,
    math.nan, math.inf, -math.inf, 1e16 + 1, 5e-324,
]  # fmt: skip
TEXTS = [
    "", " ", "a", "A ", "b)", "abc", "0", "-0.5", "nan", "None", "null", "[]", "____", "\n", "\x00", "\ud800", "é" * 300, "x" * 4000,
    "ä\u202eb", "<script>alert(1)</script>", "'", '"', "';--", "\\", "%s", "{}", "metrics.rmse < 1", "params.train = 2013",
    "metrics.rmse", "tags.`a", "rmse < 1", "attributes.start_time > 'x'", "params.train = '2013' or 1 = 1", "metrics.rmse < 1e999",
    "params.train LIKE '%'", "metrics.rmse < 'x'", "datasets.name = 'x'", "attributes.run_id IN ('a', 'b')", "0" * 64, "f" * 63,
]  # fmt: skip
LISTS = [
    [],
    [[]],
    [None],
    [1, 2, 3],
    ["RMSE", None],
    ["a"] * 300,
    [math.nan],
    [{}],
    deep(50),
    ["MAE", "MAE"],
    [10**400],
]
DICTS = [
    {}, {"": ""}, {"a": 1}, {"value": None}, {"agree": None, "spread": None}, {"agree": [1], "spread": "x"},
    {"agree": "MAE", "spread": 10**400}, {"agree": [[]], "spread": math.nan}, {"agree": {}, "spread": []}, {"summer": "x", "winter": None},
    {"summer": 10**400, "winter": math.inf}, {"summer": [1], "winter": {}}, {"shuffled": None, "months": ""},
    {"shuffled": 10**400, "months": -1}, {"shuffled": math.nan, "months": math.inf}, {"weather": [], "calendar": {}},
    {"weather": 10**400, "calendar": 1e300}, {"model_rf": ["split"]}, {"model_rf": None}, {"model_rf": {}, "model_keras": []},
    {"model_linreg": "model"}, {"points": None, "lead": None, "error": None, "better": None},
    {"points": 2, "lead": 10**400, "error": 1, "better": "tree"}, {"points": 2.0, "lead": math.nan, "error": [], "better": []},
    {"points": True, "lead": False, "error": "", "better": 1}, {"points": 1e300, "lead": 1e300, "error": 1e300, "better": "neither"},
]  # fmt: skip
ODD = [*NUMBERS, *TEXTS, *LISTS, *DICTS]
# What JSON has no form for, or only by way of the door that an answer goes through.
OBJECTS = [
    object(), print, Evidence, 1 + 2j, b"bytes", Decimal("0.1"), Decimal("NaN"), Fraction(1, 3), np.float32(0.1), np.int8(3),
    np.array([1, 2]), np.array(["a"]), np.array(3.0), np.datetime64("2014-01-01"), pd.Timestamp("2014-01-01"), pd.NaT, pd.NA,
    pd.Series([1, 2]), pd.DataFrame({"a": [1]}), pd.Index(["RMSE"]), {"a"}, {1, "a"}, frozenset(), range(3), (1, 2), {1: 2},
    {(1, 2): 3}, {"a": object()}, deep(100_000), "x" * 10**6, 10**5000, list(range(10**5)), iter([]), lambda: 1,
]  # fmt: skip


@pytest.fixture(scope="module")
def good(desk, hours):
    """Work that lets the checks of answers get as far as they can: the runs that an answer is compared with."""
    linear = desk.run(
        "2.1-linear-regression", "linear regression", [(n, 0.5, 0) for n in BASE], [("train", "2013"), ("test", "2014")]
    )
    with desk.opened("2.1-linear-regression", linear):
        log(LinearRegression().fit(hours[FEATURES], hours[TARGETS]), hours)
    parent = desk.run("2.2-random-forest", "depths", tags=[("purpose", "how deep?")])
    child = desk.run(
        "2.2-random-forest", "depth 2", [(n, 0.5, 0) for n in BASE], tags=[("chosen", "lowest RMSE")], parent=parent
    )
    with desk.opened("2.2-random-forest", child):
        log(RandomForestRegressor(2, max_depth=2).fit(hours[FEATURES], hours[TARGETS]), hours)
    losses = [("val_loss", 10.0 - step, step) for step in range(5)] + [
        ("val_loss", 7.0 + step, 5 + step) for step in range(3)
    ]
    desk.run("2.3-keras", "network", losses, [("epochs", "200")])
    steps = [(name, 0.9 + (seed % 5) / 50, seed) for seed in range(20) for name in ("logistic_regression", "tree")]
    desk.run("2.7-iris", "splits", steps)


def test_are_there_a_hundred_odd_answers():
    assert len(ODD) >= 100


@pytest.mark.parametrize("exercise", SUM)
def test_does_every_odd_answer_get_a_verdict(exercise, desk, good):
    for value in ODD:
        desk.hand_in(exercise, value)
        verdict = desk.verdict(exercise)  # raises where the check does
        assert verdict.found and str(verdict) and verdict._repr_html_()
        assert len(str(verdict)) < 3000, f"a verdict on {str(value)[:40]} fills the page"
        if not verdict.passed:
            assert verdict.try_next, verdict


@pytest.mark.parametrize("value", OBJECTS, ids=lambda value: f"{type(value).__name__}")
def test_is_every_object_kept_as_an_answer_or_refused_in_a_sentence(value, desk, monkeypatch, capsys):
    monkeypatch.setattr(lesson, "_desk", lambda notebook: desk)
    try:
        answer("2.1.5", value)
    except Unpassed as refused:
        assert "can't be handed in" in str(refused) and len(str(refused)) < 300
        return
    assert "handed in" in capsys.readouterr().out
    desk.progress.refresh()
    assert desk.verdict("2.1.5").found
