"""Train a forest on the hours of 2013, judge it on those of 2014, and print what came out, and the seconds it took, as JSON.

    python train_forest.py germany.csv --trees=20 --depth=12 --seed=7
"""

import argparse
import json
import os
import time
from pathlib import Path

import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score, root_mean_squared_error

FEATURES = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
TARGETS = ["solar_GW", "wind_GW"]
LEAF = 5  # hours that each leaf of a tree holds at least


def train(data, trees, depth, seed):
    """The scores on 2014 of a forest that learned from 2013; `data` is the path of the hours."""
    hours = pd.read_csv(data, parse_dates=["utc_timestamp"])
    year = hours["utc_timestamp"].dt.year
    known, unseen = hours[year == 2013], hours[year == 2014]
    forest = RandomForestRegressor(trees, max_depth=depth, min_samples_leaf=LEAF, random_state=seed, n_jobs=1)
    forest.fit(known[FEATURES], known[TARGETS])
    return scores(unseen[TARGETS], forest.predict(unseen[FEATURES]))


def scores(truth, prediction):
    """R² over both targets and for each of them, and RMSE, the mean of the targets' own, in GW."""
    each = r2_score(truth, prediction, multioutput="raw_values")
    return {"r2": each.mean(), "r2_solar": each[0], "r2_wind": each[1], "rmse": root_mean_squared_error(truth, prediction)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    for name in ("trees", "depth", "seed"):
        parser.add_argument(f"--{name}", type=int, required=True)
    given = vars(parser.parse_args())
    data, begin = given.pop("data"), time.perf_counter()
    metrics = {name: float(value) for name, value in train(data, **given).items()}
    print(json.dumps({
        "metrics": metrics | {"seconds": time.perf_counter() - begin},
        "parameters": given,
        "threads": os.environ.get("OMP_NUM_THREADS"),
        "folder": str(Path(__file__).resolve().parent),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
