"""Do the checks of chapter 1 compute from the data that they are given, and take whatever is handed in?"""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from workshop.checks import chapter_1
from workshop.checks.outcome import Wrong
from workshop.energy import series
from workshop.paths import GERMANY

WEATHER = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
CHECKS = {
    "one question": chapter_1.one_question,
    "clock": chapter_1.clock,
    "leak": chapter_1.leak,
    "calendar": chapter_1.calendar,
    "again": chapter_1.again,
}
ODD = [
    "MAE", 3, True, [], [["summer"]], {}, {"agree": 1, "spread": 2}, {"agree": [["MAE"]], "spread": float("nan")},
    {"summer": "-1", "winter": True}, {"shuffled": None, "months": 1}, {"weather": float("inf"), "calendar": 1},
    {"model_rf": ["model"]}, {"model_rf": None},
]  # fmt: skip


@pytest.fixture(scope="module")
def germany():
    return series.read_csv(GERMANY)


def evidence(hours, answer):
    """Stands in for Evidence, with the two things that these checks look at."""
    return SimpleNamespace(
        hours=hours, answer=lambda: answer, year=lambda year: hours[hours["utc_timestamp"].dt.year == year]
    )


@pytest.mark.parametrize("answer", ODD, ids=repr)
@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_does_an_odd_answer_get_a_verdict(check, answer, germany):
    with pytest.raises(Wrong) as wrong:
        check(evidence(germany, answer))
    assert wrong.value.found and wrong.value.try_next


def relabelled(hours, by):
    """The hours with the weather's labels moved, in summer, by `by` hours."""
    local = hours["utc_timestamp"].dt.tz_convert("Europe/Berlin")
    summer = (local.dt.hour - hours["utc_timestamp"].dt.hour) % 24 == 2
    weather = hours[["utc_timestamp", *WEATHER]].assign(
        utc_timestamp=hours["utc_timestamp"] + pd.to_timedelta(summer * by, unit="h")
    )
    return hours.drop(columns=WEATHER).merge(weather, on="utc_timestamp")


@pytest.mark.parametrize("by, needed", [(0, -1), (-1, 0), (1, -2)])
def test_is_the_shift_that_of_the_data(by, needed, germany):
    hours = relabelled(germany, by)
    assert chapter_1.best_shifts(hours) == {"summer": needed, "winter": 0}
    assert chapter_1.clock(evidence(hours, {"summer": needed, "winter": 0}))
    with pytest.raises(Wrong):
        chapter_1.clock(evidence(hours, {"summer": needed + 3, "winter": 0}))


@pytest.fixture(scope="module")
def noise(germany):
    """A few weeks in which power has nothing to do with weather or calendar: there is nothing to leak."""
    hours = germany.iloc[: 24 * 200].copy()
    hours[["solar_GW", "wind_GW"]] = np.random.RandomState(1).uniform(0, 10, (len(hours), 2))
    return hours


def test_is_the_leak_that_of_the_data(germany, noise):
    shuffled, months = chapter_1.fold_errors(noise, WEATHER)
    assert months / shuffled == pytest.approx(1, abs=0.03)
    assert chapter_1.leak(evidence(noise, {"shuffled": round(shuffled, 2), "months": round(months, 2)}))


def test_does_the_calendar_make_the_leak_larger(germany):
    above = []
    for features in (WEATHER, WEATHER + chapter_1.CALENDAR):
        shuffled, months = chapter_1.fold_errors(germany, features)
        above.append(months / shuffled)
    assert 1.05 < above[0] < 1.2 < above[1] < 1.4
