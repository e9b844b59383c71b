"""What does the gate of 3.4 say of every promotion of the course?

    .venv/bin/python server/bench/promotions.py [--other [--seed N]] [--tolerance 0.02] [--margin 0.03]

Prints a table: champion and challenger, the months that judge, each target's gain, the mean of both, and the verdict;
beside it, what a gate says that asks both targets to gain by the margin. `--other` takes the series of other_series.py.
A forest is that of 3.4: 50 trees, 10 hours in a leaf at least. A model is judged with its own preparation: with the
weather's clock as found, or with the clock mended, against the same measured power.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from other_series import GAPS, SOLAR_GROWTH, WIND_GROWTH
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import root_mean_squared_error

from workshop.energy.simulate import Settings, simulate
from workshop.energy.table import FEATURES, TARGETS

QUARTERS = pd.period_range("2015Q2", "2016Q4", freq="Q")  # each judges a retrain of chapter 5


class Model(NamedTuple):
    """What a model learned from: `kind` of model, first and last month, and whether its clock is mended."""

    kind: str
    first: str
    last: str
    mended: bool = False

    def __str__(self) -> str:
        return f"{self.kind} {self.first}..{self.last}{', clock mended' if self.mended else ''}"


class Promotion(NamedTuple):
    """A challenger that would take the champion's place, judged on the months from `first` to `last`."""

    where: str
    champion: Model
    challenger: Model
    first: str
    last: str


def promotions() -> Iterator[Promotion]:
    """Every promotion of the course, in its order."""
    both = Model("forest", "2013-01", "2014-12")
    for kind in ("linear", "network", "forest"):
        yield Promotion("3.4", Model(kind, "2013-01", "2013-12"), both, "2015-01", "2015-03")
    spring = Model("forest", "2013-01", "2015-03")
    mended = spring._replace(mended=True)
    for challenger in (spring, mended, both._replace(mended=True)):
        yield Promotion("4.4", both, challenger, "2015-04", "2015-06")
    yield Promotion("4.4", spring, mended, "2015-04", "2015-06")
    for champion in (both, mended):
        for quarter in QUARTERS:
            for months in (12, 24):
                yield retrain(champion, quarter, months)


def retrain(champion: Model, quarter: pd.Period, months: int) -> Promotion:
    """The promotion of the same kind of model, refitted on the last `months` before the quarter that judges."""
    first, last = quarter.asfreq("M", "start"), quarter.asfreq("M", "end")
    challenger = champion._replace(first=str(first - months), last=str(first - 1))
    return Promotion("5.6", champion, challenger, str(first), str(last))


def mend(hours: pd.DataFrame) -> pd.DataFrame:
    """The table with the weather an hour earlier in summer: its labels are local time less an hour, called UTC."""
    local = (hours["utc_timestamp"] + pd.Timedelta(hours=1)).dt.tz_localize(None)
    true = local.dt.tz_localize("Europe/Berlin", ambiguous="NaT", nonexistent="NaT").dt.tz_convert("UTC")
    weather = hours[FEATURES].assign(utc_timestamp=true).dropna().drop_duplicates("utc_timestamp")
    return hours[["utc_timestamp", *TARGETS]].drop_duplicates("utc_timestamp").merge(weather, on="utc_timestamp")


def months(hours: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    end = (pd.Period(last, "M") + 1).start_time.tz_localize("UTC")
    return hours[(hours["utc_timestamp"] >= pd.Timestamp(first, tz="UTC")) & (hours["utc_timestamp"] < end)]


def network(train: pd.DataFrame):
    """The network of 2.3, fitted on the hours before October, which say when to stop."""
    import keras

    keras.utils.set_random_seed(2013)
    late = (train["utc_timestamp"].dt.month >= 10).to_numpy()
    x, y = train[FEATURES].to_numpy(), train[TARGETS].to_numpy()
    standardise = keras.layers.Normalization()
    standardise.adapt(x[~late])
    hidden = [keras.layers.Dense(32, activation="relu") for _ in range(2)]
    model = keras.Sequential([keras.layers.Input((len(FEATURES),)), standardise, *hidden, keras.layers.Dense(2)])
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
    given = {"epochs": 200, "batch_size": 256, "verbose": 0, "callbacks": [stopping]}
    model.fit(x[~late], y[~late], validation_data=(x[late], y[late]), **given)
    return lambda table: model.predict(table.to_numpy(), verbose=0)


def fitted(model: Model, tables: dict[bool, pd.DataFrame]):
    """A function that predicts both targets from a table of FEATURES."""
    train = months(tables[model.mended], model.first, model.last)
    if model.kind == "network":
        return network(train)
    forest = RandomForestRegressor(50, min_samples_leaf=10, random_state=2015, n_jobs=1)
    made = LinearRegression() if model.kind == "linear" else forest
    return made.fit(train[FEATURES], train[TARGETS]).predict


def judged(promotion: Promotion, tables: dict[bool, pd.DataFrame], fit) -> tuple[np.ndarray, np.ndarray]:
    """The RMSE of champion and of challenger, in GW, a number a target, on the hours that both can be judged on."""
    hours = {mended: months(table, promotion.first, promotion.last) for mended, table in tables.items()}
    common = set(hours[False]["utc_timestamp"]) & set(hours[True]["utc_timestamp"])
    errors = []
    for model in (promotion.champion, promotion.challenger):
        table = hours[model.mended]
        table = table[table["utc_timestamp"].isin(common)].drop_duplicates("utc_timestamp")
        errors.append(root_mean_squared_error(table[TARGETS], fit(model)(table[FEATURES]), multioutput="raw_values"))
    return errors[0], errors[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--other", action="store_true", help="another growth, other gaps")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--tolerance", type=float, default=0.02, help="what one target may lose, of its RMSE")
    parser.add_argument("--margin", type=float, default=0.03, help="what both must gain in the mean")
    given = parser.parse_args()
    growth = {"gaps": GAPS, "wind_growth": WIND_GROWTH, "solar_growth": SOLAR_GROWTH} if given.other else {}
    whole = simulate(Settings(seed=given.seed, **growth))
    tables = {False: whole, True: mend(whole)}
    fit = cache(partial(fitted, tables=tables))
    print(f"{'':4}{'champion':38}{'challenger':38}{'judged on':18}  solar   wind   mean  gate     both must gain")
    for promotion in promotions():
        before, after = judged(promotion, tables, fit)
        gains = 1 - after / before
        verdict = gains.min() >= -given.tolerance and gains.mean() >= given.margin
        words = [("passes" if ok else "refuses") for ok in (verdict, gains.min() >= given.margin)]
        where, champion, challenger, first, last = promotion
        print(
            f"{where:4}{champion!s:38}{challenger!s:38}{first}..{last}  "
            f"{gains[0]:+6.1%} {gains[1]:+6.1%} {gains.mean():+6.1%}  {words[0]:8} {words[1]}",
            flush=True,
        )


if __name__ == "__main__":
    main()
