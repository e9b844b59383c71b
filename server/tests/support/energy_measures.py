"""What the tests of the data measure on a table of hours: statistics, scores of models, leaks, the summer clock."""

from functools import cache

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
from sklearn.model_selection import GroupKFold, KFold, train_test_split

from workshop.energy.simulate import simulate
from workshop.energy.table import cut

FEATURES = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
TARGETS = ["solar_GW", "wind_GW"]


@cache
def whole() -> pd.DataFrame:
    """The simulated series, 2013 to 2016, whatever WORKSHOP_DATA says, with the labels as its index."""
    return simulate().set_index("utc_timestamp")


@cache
def two_years() -> pd.DataFrame:
    """What the desk has in chapter 1."""
    return cut(simulate(), "2013-01-01", "2015-01-01").set_index("utc_timestamp")


@cache
def realigned(hours) -> pd.DataFrame:
    """The table that the function ``hours`` gives, with the weather an hour earlier in summer."""
    labelled = hours()
    local = (labelled.index + pd.Timedelta(hours=1)).tz_localize(None)
    true = local.tz_localize("Europe/Berlin", ambiguous="NaT", nonexistent="NaT").tz_convert("UTC")
    weather = labelled[FEATURES].set_axis(true)[true.notna()]
    power = labelled.loc[~labelled.index.duplicated(), TARGETS]
    return weather[~weather.index.duplicated()].join(power, how="inner")


def lagged(column: str, hours: int) -> float:
    values = whole()[column]
    values = values[~values.index.duplicated()].asfreq("h")
    return values.corr(values.shift(hours))


def wind_at(low: float, high: float, year: int) -> float:
    """Mean wind power of ``year`` in the hours with a windspeed above ``low`` and up to ``high``, in GW."""
    hours = whole().loc[str(year)]
    return hours.loc[(hours.windspeed > low) & (hours.windspeed <= high), "wind_GW"].mean()


def solar_slope(year: int) -> float:
    """Solar power per direct radiation, a line through the origin where it is above 50 W/m2."""
    hours = whole().loc[str(year)]
    bright = hours[hours.rad_horizontal > 50]
    return (bright.solar_GW * bright.rad_horizontal).sum() / (bright.rad_horizontal**2).sum()


def linear():
    return LinearRegression()


def forest(trees=25, depth=10):
    return RandomForestRegressor(trees, max_depth=depth, random_state=0)


def split(hours: pd.DataFrame):
    return train_test_split(hours[FEATURES].to_numpy(), hours[TARGETS].to_numpy(), test_size=0.2, random_state=42)


@cache
def random_split(model, hours=whole, prepare=None) -> np.ndarray:
    """R2 of solar and of wind on a fifth of the hours, drawn at random; ``prepare`` may realign them first."""
    x, x_test, y, y_test = split(prepare(hours) if prepare else hours())
    return r2_score(y_test, model().fit(x, y).predict(x_test), multioutput="raw_values")


@cache
def years_apart(model, train: tuple, test: int, hours=whole) -> float:
    """R2, both targets' mean, of a model of the years ``train`` on the year ``test``."""
    later = hours().loc[str(test)]
    return r2_score(later[TARGETS], _fitted(model, train, hours).predict(later[FEATURES]))


@cache
def _fitted(model, train, hours):
    known = hours()[hours().index.year.isin(train)]
    return model().fit(known[FEATURES], known[TARGETS])


@cache
def leak(hours, calendar: bool) -> float:
    """RMSE over five folds of whole months divided by that over five folds of shuffled hours: 25 trees, leaves of 3."""
    table = hours()
    x = table[FEATURES]
    if calendar:
        x = x.assign(hour=table.index.hour, day=table.index.day_of_year, year=table.index.year)
    months = table.index.year * 12 + table.index.month
    shuffled = KFold(5, shuffle=True, random_state=0).split(x)
    blocks = GroupKFold(5, shuffle=True, random_state=0).split(x, groups=months)
    return _error(x, table, blocks) / _error(x, table, shuffled)


def _error(x, table, folds):
    x, y = x.to_numpy(), table[TARGETS].to_numpy()
    predicted = np.empty_like(y)
    for known, held in folds:
        model = RandomForestRegressor(25, min_samples_leaf=3, random_state=0).fit(x[known], y[known])
        predicted[held] = model.predict(x[held])
    return np.sqrt(np.mean((predicted - y) ** 2))
