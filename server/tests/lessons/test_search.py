"""Is what checks of a search or of several depths look at drawn by lot, and what none of them draws at least
possible?"""

from types import SimpleNamespace

import pandas as pd
import pytest

from workshop.checks import forecast
from workshop.checks.check_of import checks
from workshop.course import index
from workshop.paths import GERMANY
from workshop.progress.outcome import Wrong

random_forest, trials = checks(index.read().notebook("2.2")), checks(index.read().notebook("2.4")).trials
SCORES = {"r2": 0.5, "r2_solar": 0.4, "r2_wind": 0.6, "rmse": 2.0}
POSSIBLE = [2.0] * trials.FOLDS


def run(number: int, metrics=None, **params: str):
    """Stands in for a finished run of MLflow's."""
    known = {
        "n_estimators": "40",
        "random_state": "7",
        "min_samples_leaf": str(number + 1),
        "max_features": "2",
        "max_depth": "9",
    }
    data = SimpleNamespace(params=known | params, metrics=metrics or SCORES, tags={})
    return SimpleNamespace(info=SimpleNamespace(run_id=str(number), run_name=f"trial {number}"), data=data)


@pytest.fixture(scope="module")
def evidence():
    hours = pd.read_csv(GERMANY, parse_dates=["utc_timestamp"])
    return SimpleNamespace(year=lambda year: hours[hours["utc_timestamp"].dt.year == year])


def test_does_the_lot_decide_which_forests_are_grown_again(monkeypatch):
    looked_at = []
    monkeypatch.setattr(random_forest, "_scores_again", lambda family, child: looked_at[-1].add(child.info.run_id))
    for _ in range(20):
        looked_at.append(set())
        random_forest._scored(SimpleNamespace(), [run(number) for number in range(10)])
    assert all(len(drawn) == random_forest.AGAIN for drawn in looked_at)
    assert len({frozenset(drawn) for drawn in looked_at}) > 5


@pytest.mark.parametrize("name", forecast.ALL)
def test_are_scores_that_no_forest_has_refused_whether_drawn_or_not(name, monkeypatch):
    monkeypatch.setattr(random_forest, "_scores_again", lambda family, child: None)
    made_up = run(4, metrics=SCORES | {name: -1.0})
    with pytest.raises(Wrong, match="trial 4 don't go together"):
        random_forest._scored(SimpleNamespace(), [*(run(number) for number in range(4)), made_up])


def test_does_the_lot_decide_which_trials_and_folds_are_fitted_again(evidence, monkeypatch):
    looked_at = []

    def errors(child, hours, folds):
        looked_at[-1].append((child.info.run_id, int(folds[0][1][0])))
        return [2.0]

    monkeypatch.setattr(trials, "_errors", errors)
    others = [run(number) for number in range(30)]
    for _ in range(20):
        looked_at.append([])
        trials.comes_out_again(evidence, others, {child.info.run_id: POSSIBLE for child in others})
    assert all(1 < len(drawn) < len(others) for drawn in looked_at)
    assert len({trial for trial, _ in sum(looked_at, [])}) > 20
    assert len({fold for _, fold in sum(looked_at, [])}) == trials.FOLDS


@pytest.mark.parametrize("error", [0.01, 40.0])
def test_is_an_error_that_no_forest_has_refused(error, evidence):
    children = [run(0), run(1)]
    with pytest.raises(Wrong, match="no forest of this search can have that error"):
        trials.plausible(evidence, children[0], children, {"0": POSSIBLE, "1": [error] * trials.FOLDS})


def test_are_trials_with_the_same_parameters_and_other_errors_refused(evidence):
    children = [run(0), run(1, min_samples_leaf="1")]
    with pytest.raises(Wrong, match="another trial with the same parameters has another error"):
        trials.plausible(evidence, children[0], children, {"0": POSSIBLE, "1": [2.1] * trials.FOLDS})


def test_are_errors_as_forests_have_them_let_pass(evidence):
    children = [run(0), run(1), run(2, min_samples_leaf="1")]
    trials.plausible(evidence, children[0], children, {"0": POSSIBLE, "1": [2.4] * trials.FOLDS, "2": POSSIBLE})
