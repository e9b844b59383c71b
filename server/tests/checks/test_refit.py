"""Is a model fitted again just as a run's parameters say, in limited time, and is it said where that fails?"""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression

from workshop.checks import refit
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.outcome import Crashed, Wrong

HOURS = pd.DataFrame(np.random.default_rng(0).random((40, 6)), columns=[*FEATURES, *TARGETS])
LIMITS = {"n_estimators": (1, 50), "random_state": (0, 9)}


def run(**params):
    """Stands in for MLflow's Run, with parameters as the store keeps them."""
    data = SimpleNamespace(params={name: str(value) for name, value in params.items()})
    return SimpleNamespace(info=SimpleNamespace(run_name="mine"), data=data)


@pytest.mark.parametrize(
    "text, value",
    [
        ("3", 3), ("0.5", 0.5), ("None", None), ("True", True), ("[1, 'a']", [1, "a"]), ("sqrt", "sqrt"), ("", ""),
        ("1 +", "1 +"), ("a\0b", "a\0b"), ("print(1)", "print(1)"), pytest.param("(" * 10**5, "(" * 10**5, id="deep"),
        pytest.param("-" * 10**5 + "1", "-" * 10**5 + "1", id="deeper"),
    ],
)  # fmt: skip
def test_is_a_text_the_value_that_it_was_and_never_run(text, value):
    assert refit.value(text) == value


def test_is_a_forest_fitted_again_from_the_parameters_that_it_knows():
    given = run(
        n_estimators=3, max_depth=2, random_state=5, max_features=None, train=2013, model="RandomForestRegressor"
    )
    own = RandomForestRegressor(n_estimators=3, max_depth=2, random_state=5, max_features=None)
    own.fit(HOURS[FEATURES], HOURS[TARGETS])
    again = refit.fitted_again(given, RandomForestRegressor, HOURS, "It fails.")
    assert np.allclose(again.predict(HOURS[FEATURES]), own.predict(HOURS[FEATURES]), atol=1e-12)


def test_does_a_run_have_no_say_in_how_much_is_printed_and_used():
    again = refit.fitted_again(run(n_estimators=2, n_jobs=99, verbose=3), RandomForestRegressor, HOURS, "It fails.")
    assert (again.n_jobs, again.verbose) == (-1, 0)


def test_does_a_forest_have_the_default_of_what_the_run_leaves_out():
    assert refit.fitted_again(run(max_depth=1), RandomForestRegressor, HOURS, "It fails.").n_estimators == 100


def test_is_a_model_without_trees_fitted_again_too():
    again = refit.fitted_again(run(fit_intercept=False, n_estimators=10**9), LinearRegression, HOURS, "It fails.")
    assert not again.fit_intercept


@pytest.mark.parametrize("trees", [refit.MOST_TREES + 1, 10**9, 0, "many"])
def test_is_a_forest_that_takes_too_long_refused(trees):
    with pytest.raises(Wrong, match="The parameter n_estimators of the run mine"):
        refit.fitted_again(run(n_estimators=trees), RandomForestRegressor, HOURS, "It fails.")


@pytest.mark.parametrize("params", [{"max_depth": "deep"}, {"max_features": -1}, {"criterion": "guess"}])
def test_is_it_said_that_fitting_again_failed(params):
    with pytest.raises(Crashed) as crashed:
        refit.fitted_again(run(n_estimators=2, **params), RandomForestRegressor, HOURS, "It fails.")
    assert crashed.value.found.startswith("It fails. ")


def test_are_a_forests_settings_read_and_what_is_slow_or_irrelevant_left_aside():
    slow = dict.fromkeys(refit.LEFT_ASIDE, 1)
    given = run(n_estimators=5, random_state=3, max_features=0.5, bootstrap=False, train=2013, **slow)
    settings = refit.forest_settings(given, LIMITS, "Log it.")
    assert settings == {"n_estimators": 5, "random_state": 3, "max_features": 0.5, "bootstrap": False}


@pytest.mark.parametrize(
    "params", [{"n_estimators": 5}, {"n_estimators": 51, "random_state": 1}, {"n_estimators": 5, "random_state": None}]
)
def test_are_settings_that_lack_or_exceed_a_limit_refused_with_the_share(params):
    with pytest.raises(Wrong) as wrong:
        refit.forest_settings(run(**params), LIMITS, "Log it.", share=0.5)
    assert wrong.value.share == 0.5
