"""Do the checks of 1.1 compute from the data that they are given, and take whatever is handed in?"""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from sklearn.model_selection import GroupKFold

from workshop.checks.check_of import checks
from workshop.course import index
from workshop.energy import table
from workshop.paths import GERMANY
from workshop.progress.outcome import Wrong

audit = checks(index.read().notebook("1.1"))
WEATHER = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
CHECKS = {
    "one question": audit.one_question,
    "clock": audit.clock,
    "leak": audit.leak,
    "calendar": audit.calendar,
    "again": audit.again,
}
ODD = [
    "MAE", 3, True, [], [["summer"]], {}, {"agree": 1, "spread": 2}, {"agree": [["MAE"]], "spread": float("nan")},
    {"summer": "-1", "winter": True}, {"shuffled": None, "months": 1}, {"weather": float("inf"), "calendar": 1},
    {"model_rf": ["model"]}, {"model_rf": None}, 10**400, -(10**5000), float("nan"), "", [[[]]], ["MAE"] * 500,
    {"agree": ["MAE"], "spread": 10**400}, {"agree": [10**5000], "spread": 0.1}, {"agree": "MAE and R2", "spread": 0.1},
    {"summer": 10**400, "winter": 0}, {"summer": -1e308, "winter": 1e308}, {"summer": float("nan"), "winter": 0},
    {"shuffled": 1e308, "months": -1e308}, {"shuffled": 10**400, "months": 1.8}, {"shuffled": 1.66, "months": float("nan")},
    {"weather": 1e308, "calendar": 0}, {"weather": 11.7, "calendar": 10**400}, {"weather": [[]], "calendar": {}},
    {"model_rf": 10**5000}, {"model_rf": {"model": "model"}, "model_keras": [[]]}, {"model_rf": "model", "another": "model"},
]  # fmt: skip


@pytest.fixture(scope="module")
def germany():
    return table.read_csv(GERMANY)


def evidence(hours, answer):
    """Stands in for Evidence, with the two things that these checks look at."""
    return SimpleNamespace(
        hours=hours, answer=lambda: answer, year=lambda year: hours[hours["utc_timestamp"].dt.year == year]
    )


@pytest.mark.parametrize("answer", ODD, ids=[f"odd {number}" for number, _ in enumerate(ODD)])
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
    assert audit.best_shifts(hours) == {"summer": needed, "winter": 0}
    assert audit.clock(evidence(hours, {"summer": needed, "winter": 0}))
    with pytest.raises(Wrong):
        audit.clock(evidence(hours, {"summer": needed + 3, "winter": 0}))


@pytest.fixture(scope="module")
def noise(germany):
    """A few weeks in which power has nothing to do with weather or calendar: there is nothing to leak."""
    hours = germany.iloc[: 24 * 200].copy()
    hours[["solar_GW", "wind_GW"]] = np.random.RandomState(1).uniform(0, 10, (len(hours), 2))
    return hours


def test_is_the_leak_that_of_the_data(germany, noise):
    shuffled, months = audit.fold_errors(noise, WEATHER)
    assert months / shuffled == pytest.approx(1, abs=0.03)
    assert audit.leak(evidence(noise, {"shuffled": round(shuffled, 2), "months": round(months, 2)}))


def test_does_the_calendar_make_the_leak_larger(germany):
    above = []
    for features in (WEATHER, WEATHER + audit.CALENDAR):
        shuffled, months = audit.fold_errors(germany, features)
        above.append(months / shuffled)
    assert 1.05 < above[0] < 1.2 < above[1] < 1.4


MONATE = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
WRITTEN = {
    "%Y-%m": lambda times: times.dt.strftime("%Y-%m"),
    "a period": lambda times: times.dt.tz_localize(None).dt.to_period("M"),
    "the month's first day": lambda times: times.dt.strftime("%Y-%m-01"),
    "a number that goes on": lambda times: 12 * times.dt.year + times.dt.month,
    "a fraction of a year": lambda times: times.dt.year + times.dt.month / 12,
    "201301": lambda times: 100 * times.dt.year + times.dt.month,
    "12013": lambda times: 10_000 * times.dt.month + times.dt.year,
    "%m/%Y": lambda times: times.dt.strftime("%m/%Y"),
    "%b %Y": lambda times: times.dt.strftime("%b %Y"),
    "%B-%y": lambda times: times.dt.strftime("%B-%y"),
    "%Y %B": lambda times: times.dt.strftime("%Y %B"),
    "1/2013": lambda times: times.dt.month.astype(str) + "/" + times.dt.year.astype(str),
    "1.2013": lambda times: times.dt.month.astype(str) + "." + times.dt.year.astype(str),
    "1_2013": lambda times: times.dt.month.astype(str) + "_" + times.dt.year.astype(str),
    "2013-1": lambda times: times.dt.year.astype(str) + "-" + times.dt.month.astype(str),
    "a pair": lambda times: times.dt.year.astype(str).str.cat(times.dt.month.astype(str), sep=", ").map("({})".format),
    "20131": lambda times: (times.dt.year.astype(str) + times.dt.month.astype(str)).astype(int),
    "Januar 2013": lambda times: times.dt.month.map(lambda month: MONATE[month - 1]) + " " + times.dt.year.astype(str),
    "2013 Januar": lambda times: times.dt.year.astype(str) + " " + times.dt.month.map(lambda month: MONATE[month - 1]),
    "months back": lambda times: (2014 - times.dt.year) * 12 + 12 - times.dt.month,
}


def shares(hours, groups):
    """Which hours are asked about together, whatever the order of the folds."""
    folds = GroupKFold(5).split(hours, groups=groups)
    return {frozenset(hours["utc_timestamp"].iloc[asked].dt.strftime("%Y-%m")) for _, asked in folds}


@pytest.fixture(scope="module")
def known(germany):
    return [shares(germany, audit._months(germany, label)) for label in audit.LABELS]


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_is_every_usual_way_to_write_a_month_allowed_for(written, germany, known):
    assert shares(germany, written(germany["utc_timestamp"])) in known


def test_does_each_way_to_write_a_month_share_them_out_differently(known):
    assert all(one != other for number, one in enumerate(known) for other in known[:number])
