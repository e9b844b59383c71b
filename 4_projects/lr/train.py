"""Trains the desk's linear regression, with a penalty, and judges it on later hours. `mlflow run` calls it.

    python train.py --data hours.csv --alpha 10 --judge-from 2015-04-01
"""

import sys
from importlib.metadata import version

import mlflow
import numpy as np
import pandas as pd
import parameters
from mlflow.models import infer_signature
from sklearn.linear_model import Ridge
from sklearn.metrics import root_mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FEATURES = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
TARGETS = ["solar_GW", "wind_GW"]


def main(texts):
    with mlflow.start_run(run_name="linear regression") as run:  # inside of `mlflow run`: the run that it has opened
        given = parameters.read(texts)
        logged = mlflow.get_run(run.info.run_id).data.params  # by `mlflow run`; the same twice is an error
        mlflow.log_params({name: value for name, value in given.items() if name not in logged})
        train(**given)


def train(data, alpha, judge_from):
    """Fits on the hours before the day `judge_from`, and logs the model and its errors from that day on (RMSE, GW)."""
    hours = read(data)
    later = hours["utc_timestamp"] >= pd.Timestamp(judge_from, tz="UTC")
    if later.all():
        parameters.refuse(f"{data} has no hours before {judge_from} to learn from")
    if not later.any():
        parameters.refuse(f"{data} has no hours from {judge_from} on to judge on")
    known, unseen = hours[~later], hours[later]
    model = make_pipeline(StandardScaler(), Ridge(alpha)).fit(known[FEATURES], known[TARGETS])
    errors = root_mean_squared_error(unseen[TARGETS], model.predict(unseen[FEATURES]), multioutput="raw_values")
    mlflow.log_metrics({"rmse_solar": errors[0], "rmse_wind": errors[1]})
    mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(known[FEATURES], model.predict(known[FEATURES])),
        pip_requirements=[f"{name}=={version(name)}" for name in ("scikit-learn", "skops")],
    )


def read(data):
    """The hours in the CSV file `data`; refused where there are none, or none that a model can learn from."""
    try:
        hours = pd.read_csv(data)
        missing = [name for name in ("utc_timestamp", *FEATURES, *TARGETS) if name not in hours]
        if missing:
            raise ValueError(f"it has no column {missing[0]}")
        hours["utc_timestamp"] = pd.to_datetime(hours["utc_timestamp"], utc=True)
        hours[FEATURES + TARGETS] = hours[FEATURES + TARGETS].astype(float)
    except (OSError, ValueError) as error:
        parameters.refuse(f"{data} is no table of hours: {' '.join(str(error).split())}")
    if hours.empty:
        parameters.refuse(f"{data} has no hours")
    if not np.isfinite(hours[FEATURES + TARGETS].to_numpy()).all() or hours["utc_timestamp"].isna().any():
        parameters.refuse(f"{data} has empty cells, or infinite numbers")
    return hours


if __name__ == "__main__":
    main(sys.argv[1:])
