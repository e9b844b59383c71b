"""Are a run's scores compared with what its model really scores, on the years that the check hands over?"""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression

from workshop.checks import forecast
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.outcome import NotAttempted, Wrong

DRAWN = np.random.default_rng(0)
YEARS = {year: pd.DataFrame(DRAWN.random((40, 6)), columns=[*FEATURES, *TARGETS]) for year in (2015, 2016)}
MODEL = LinearRegression().fit(YEARS[2015][FEATURES], YEARS[2015][TARGETS])
PREDICT = forecast.predictor(MODEL)
RIGHT = forecast.scores(YEARS[2016], PREDICT(YEARS[2016]))
LEARNED = forecast.scores(YEARS[2015], PREDICT(YEARS[2015]))
SWAPPED = forecast.scores(PREDICT(YEARS[2016]), YEARS[2016])


def judged(metrics, landed=None, **options):
    """What `honest` returns of a run with these metrics, where 2015 was learned from and 2016 judges."""
    run = SimpleNamespace(info=SimpleNamespace(run_name="mine"), data=SimpleNamespace(metrics=metrics))
    evidence = SimpleNamespace(
        run=run,
        year=YEARS.get,
        predictions=PREDICT,
        stray=lambda has: landed,
        reopened=lambda landed: "Open mine again.",
    )
    return forecast.honest(evidence, 2015, 2016, **options)


def test_is_a_models_prediction_a_table_of_targets_for_the_same_hours():
    hours = YEARS[2016].iloc[5:8]
    table = PREDICT(hours)
    assert list(table.columns) == TARGETS and table.index.equals(hours.index)
    assert np.array_equal(table, MODEL.predict(hours[FEATURES]))


def test_does_a_model_predict_from_the_columns_that_it_learned_from():
    model = LinearRegression().fit(YEARS[2015][FEATURES[:2]], YEARS[2015][TARGETS])
    assert forecast.predictor(model, FEATURES[:2])(YEARS[2016]).shape == (40, 2)


def test_do_the_real_scores_of_the_year_that_judges_pass():
    assert judged(RIGHT) == RIGHT
    assert judged({"r2": RIGHT["r2"]}, names=["r2"]) == {"r2": RIGHT["r2"]}


@pytest.mark.parametrize(
    "scores, words, share",
    [
        (LEARNED, "the model's score on 2015, the year it was fitted on", 0),
        (SWAPPED, "truth and prediction change places", 1 / 4),  # rmse is the same
        (dict.fromkeys(forecast.ALL, 0.123), "Was the number typed in", 0),
        (dict.fromkeys(forecast.ALL, float("nan")), "Was the number typed in", 0),
    ],
)
def test_does_a_wrong_score_get_the_words_for_its_mistake(scores, words, share):
    with pytest.raises(Wrong) as wrong:
        judged(scores, whose="the forest")
    assert f"but the forest scores {RIGHT['r2']:.4f} on 2016." in wrong.value.found
    assert words in wrong.value.try_next and wrong.value.share == share


def test_is_another_model_judged_where_one_is_given():
    with pytest.raises(Wrong, match="r2 is logged as"):
        judged(RIGHT, predict=lambda hours: PREDICT(hours) + 1)


def test_do_the_scores_that_are_right_earn_their_share():
    with pytest.raises(Wrong, match="lacks the metric r2_wind") as wrong:
        judged({name: RIGHT[name] for name in ("r2", "r2_solar", "rmse")})
    assert wrong.value.share == 3 / 4


def test_is_a_run_without_scores_no_attempt_unless_a_newer_run_has_them():
    with pytest.raises(NotAttempted, match="none of the metrics r2, r2_solar, r2_wind, rmse"):
        judged({"loss": 1.0})
    with pytest.raises(Wrong, match="other, a newer run in the experiment mess, has them"):
        judged({}, landed=SimpleNamespace(name="other", experiment="mess"))
