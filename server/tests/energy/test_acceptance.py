"""Does the simulated series carry what the lessons live on: every row of the real series' table, within its bounds?"""

import os
from dataclasses import dataclass
from functools import cache

import pandas as pd
import pytest
from energy_measures import (
    FEATURES,
    forest,
    lagged,
    leak,
    linear,
    random_split,
    realigned,
    solar_slope,
    split,
    whole,
    wind_at,
    years_apart,
)
from sklearn.metrics import r2_score


@dataclass(frozen=True)
class Row:
    """A statistic, its value on the real series, and the bounds that the simulated one must keep."""

    name: str
    real: float
    low: float
    high: float
    measure: object


def percent(name, real, tolerance, measure):
    return Row(name, real, real * (1 - tolerance / 100), real * (1 + tolerance / 100), measure)


def around(name, real, tolerance, measure):
    return Row(name, real, real - tolerance, real + tolerance, measure)


def between(name, real, low, high, measure):
    return Row(name, real, low, high, measure)


def exactly(name, real, measure):
    return Row(name, real, real, real, measure)


def missing() -> int:
    return len(pd.date_range("2013-01-01", "2016-12-31 23:00", freq="h", tz="UTC").difference(whole().index))


def diffuse_share() -> float:
    sums = whole()[["rad_horizontal", "rad_diffuse"]].sum()
    return sums.rad_diffuse / sums.sum()


def yearly(column: str, year: int) -> float:
    return whole().loc[str(year), column].mean()


def fresh_beats_all() -> float:
    return years_apart(forest, (2015,), 2016) - years_apart(forest, (2013, 2014, 2015), 2016)


def gain(model) -> float:
    return random_split(model, whole, realigned)[0] - random_split(model)[0]


TABLE = [
    exactly("rows", 35_016, lambda: len(whole())),
    exactly("missing hours", 52, missing),
    exactly("duplicated labels", 4, lambda: whole().index.duplicated().sum()),
    percent("solar mean", 3.76, 6, lambda: whole().solar_GW.mean()),
    percent("wind mean", 7.22, 5, lambda: whole().wind_GW.mean()),
    percent("solar std", 5.78, 5, lambda: whole().solar_GW.std()),
    percent("wind std", 6.36, 5, lambda: whole().wind_GW.std()),
    around("share of solar zeros", 0.428, 0.03, lambda: (whole().solar_GW == 0).mean()),
    percent("windspeed mean", 4.11, 3, lambda: whole().windspeed.mean()),
    percent("windspeed std", 1.77, 6, lambda: whole().windspeed.std()),
    around("temperature mean", 9.47, 0.5, lambda: whole().temperature.mean()),
    percent("temperature std", 7.85, 5, lambda: whole().temperature.std()),
    around("diffuse share of radiation", 0.463, 0.04, diffuse_share),
    around("24 h autocorrelation of solar", 0.940, 0.02, lambda: lagged("solar_GW", 24)),
    around("24 h autocorrelation of wind", 0.613, 0.05, lambda: lagged("wind_GW", 24)),
    around("correlation of wind and windspeed", 0.846, 0.03, lambda: whole().wind_GW.corr(whole().windspeed)),
    around("correlation of solar and direct", 0.898, 0.02, lambda: whole().solar_GW.corr(whole().rad_horizontal)),
    percent("wind at 3-4 m/s in 2013", 3.60, 10, lambda: wind_at(3, 4, 2013)),
    percent("wind at 3-4 m/s in 2016", 6.94, 10, lambda: wind_at(3, 4, 2016)),
    percent("wind at 7-8 m/s in 2013", 14.9, 10, lambda: wind_at(7, 8, 2013)),
    percent("wind at 7-8 m/s in 2016", 22.9, 10, lambda: wind_at(7, 8, 2016)),
    around("wind mean 2016 over 2013", 1.62, 0.2, lambda: yearly("wind_GW", 2016) / yearly("wind_GW", 2013)),
    around("solar slope 2016 over 2013", 1.13, 0.05, lambda: solar_slope(2016) / solar_slope(2013)),
    around("R2 random split, linear", 0.837, 0.015, lambda: random_split(linear).mean()),
    around("R2 random split, forest", 0.866, 0.015, lambda: random_split(forest).mean()),
    around("R2 forest of 2013 on 2014", 0.889, 0.03, lambda: years_apart(forest, (2013,), 2014)),
    around("R2 forest of 2013 on 2015", 0.776, 0.03, lambda: years_apart(forest, (2013,), 2015)),
    around("R2 forest of 2013 on 2016", 0.681, 0.03, lambda: years_apart(forest, (2013,), 2016)),
    around("R2 forest of 2013-15 on 2016", 0.782, 0.03, lambda: years_apart(forest, (2013, 2014, 2015), 2016)),
    between("gain of 2015 alone on 2016", 0.062, 0.03, 1, fresh_beats_all),
    between("leak over months, weather only", 1.09, 1.05, 1.15, lambda: leak(whole, calendar=False)),
    between("leak over months, with calendar", 1.33, 1.2, 1.4, lambda: leak(whole, calendar=True)),
    between("gain in solar R2 realigned, linear", 0.060, 0.03, 0.08, lambda: gain(linear)),
    between("gain in solar R2 realigned, forest", 0.048, 0.03, 0.08, lambda: gain(forest)),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name.replace(" ", "-"))
def test_does_the_simulated_series_keep_to_the_real_ones_table(row):
    found = row.measure()
    assert row.low <= found <= row.high, f"{row.name}: {found:.4f}, real {row.real}, allowed {row.low} to {row.high}"


@cache
def keras_standardised() -> float:
    """R2 of a small net on standardised weather, on the same random split."""
    os.environ.setdefault("KERAS_BACKEND", "jax")
    import keras

    x, x_test, y, y_test = split(whole())
    middle, spread = x.mean(axis=0), x.std(axis=0)
    keras.utils.set_random_seed(0)
    dense = keras.layers.Dense
    net = keras.Sequential([keras.layers.Input((len(FEATURES),)), dense(32, "relu"), dense(32, "relu"), dense(2)])
    net.compile("adam", "mse")
    net.fit((x - middle) / spread, y, epochs=20, batch_size=128, verbose=0)
    return r2_score(y_test, net.predict((x_test - middle) / spread, verbose=0))


def shallow():
    return forest(depth=4)


def deep():
    return forest(trees=100, depth=None)


def test_do_the_models_rank_as_on_the_real_series():
    """Forest of depth 4 < linear < Keras standardised ~ forest of 100 < forest 25x10."""
    scores = {model.__name__: random_split(model).mean() for model in (shallow, linear, deep, forest)}
    scores["keras"] = keras_standardised()
    assert scores["shallow"] < scores["linear"] < min(scores["keras"], scores["deep"]), scores
    assert max(scores["keras"], scores["deep"]) < scores["forest"], scores
    assert abs(scores["keras"] - scores["deep"]) < 0.01, scores


def test_which_hours_are_missing_and_which_come_twice():
    """Gaps of 23, 4 and 23 hours, and the nights on which the clock changes."""
    index = whole().index
    gone = pd.date_range("2013-01-01", "2016-12-31 23:00", freq="h", tz="UTC").difference(index)
    blocks = pd.Series(gone).groupby((pd.Series(gone).diff() != pd.Timedelta(hours=1)).cumsum()).agg(["first", "count"])
    assert [(str(first)[:16], count) for first, count in blocks.itertuples(index=False)] == [
        ("2013-03-30 23:00", 23),
        ("2014-03-12 19:00", 4),
        ("2014-03-29 23:00", 23),
        ("2015-03-29 01:00", 1),
        ("2016-03-27 01:00", 1),
    ]
    twice = whole()[index.duplicated(keep=False)]
    assert sorted({str(label)[5:16] for label in twice.index}) == [f"10-{day} 01:00" for day in (25, 26, 27, 30)]
    for _, pair in twice.groupby(level=0):
        assert pair[["solar_GW", "wind_GW"]].drop_duplicates().shape[0] == 1
        assert pair[FEATURES].drop_duplicates().shape[0] == 2


def test_is_nothing_empty_and_nothing_negative_but_temperature():
    assert whole().notna().all(axis=None)
    assert (whole().drop(columns="temperature") >= 0).all(axis=None)
    assert whole().temperature.min() < 0


@pytest.mark.parametrize(("months", "best"), [((4, 5, 6, 7, 8, 9), 1), ((11, 12, 1, 2), 0)], ids=["summer", "winter"])
def test_does_radiation_fit_solar_power_an_hour_later_in_summer_only(months, best):
    hours = whole()[~whole().index.duplicated()].asfreq("h")
    season = hours.index.month.isin(months)
    radiation = hours.rad_horizontal + hours.rad_diffuse
    fit = {late: hours.solar_GW[season].corr(radiation.shift(-late)[season]) for late in (-1, 0, 1, 2)}
    assert max(fit, key=fit.get) == best, fit


def test_does_the_wind_at_ten_metres_say_too_much_on_summer_days():
    """Real: power is about 0.55 of what the same windspeed makes on average on a summer's day, 1.2 by night."""
    hours = whole()
    pooled = hours.wind_GW.groupby((hours.windspeed * 2).round()).transform("mean")
    summer = hours.index.month.isin((6, 7, 8))
    day, night = summer & hours.index.hour.isin(range(9, 15)), summer & hours.index.hour.isin((21, 22, 23, 0, 1, 2, 3))
    assert 0.45 < hours.wind_GW[day].sum() / pooled[day].sum() < 0.7
    assert 1.05 < hours.wind_GW[night].sum() / pooled[night].sum() < 1.3
