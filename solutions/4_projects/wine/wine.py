"""Trains an ElasticNet that tells a wine's alcohol from its other measurements. `mlflow run` calls it.

python wine.py --alpha 0.1 --l1-ratio 0.5
"""

import sys
from importlib.metadata import version

import mlflow
import parameters
from matplotlib.figure import Figure
from mlflow.models import infer_signature
from sklearn.datasets import load_wine
from sklearn.linear_model import ElasticNet
from sklearn.metrics import r2_score, root_mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def main(texts):
    with mlflow.start_run():  # inside of `mlflow run` this is the run that it has opened
        mlflow.set_tag("mlflow.runName", "main")  # otherwise the run has a name that was made up
        train(**parameters.read(texts, alpha=parameters.number(1e-6, 100), l1_ratio=parameters.number(0, 1)))


def tables():
    """118 wines to learn from and 60 to be judged on: the measurements of both, then the alcohol of both (% by volume).
    The seed is fixed, so that they are the same wines each time."""
    wines = load_wine(as_frame=True).data
    return train_test_split(wines.drop(columns="alcohol"), wines["alcohol"], test_size=60, random_state=0)


def train(alpha, l1_ratio):
    """Fits on all wines to learn from, and looks once at the others. Logs model, scores and coefficients."""
    known, unseen, alcohol, truth = tables()
    model = make_pipeline(StandardScaler(), ElasticNet(alpha=alpha, l1_ratio=l1_ratio)).fit(known, alcohol)
    log_params(alpha=alpha, l1_ratio=l1_ratio)
    predicted = model.predict(unseen)
    mlflow.log_metrics({"rmse": root_mean_squared_error(truth, predicted), "r2": r2_score(truth, predicted)})
    mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(known, model.predict(known)),
        pip_requirements=[f"{name}=={version(name)}" for name in ("scikit-learn", "skops")],
    )
    explain(dict(zip(known, model[-1].coef_, strict=True)))


def log_params(**values):
    """Logs those that `mlflow run` hasn't: it has logged its own, as text, and the same twice is an error."""
    known = mlflow.get_run(mlflow.active_run().info.run_id).data.params
    mlflow.log_params({name: value for name, value in values.items() if name not in known})


def explain(coefficients):
    """Logs the coefficients as a table and as a figure, the largest first. The model's inputs are scaled, so they can
    be compared: each is what one standard deviation of a measurement adds to the alcohol."""
    largest = sorted(coefficients.items(), key=lambda each: -abs(each[1]))
    lines = ["measurement,coefficient", *(f"{name},{value}" for name, value in largest)]
    mlflow.log_text("\n".join(lines) + "\n", "coefficients.csv")
    figure = Figure(figsize=(7, 4), layout="constrained")
    panel = figure.subplots()
    panel.barh([name for name, _ in largest], [value for _, value in largest])
    panel.axvline(0, color="black", linewidth=0.8)
    panel.invert_yaxis()
    panel.set_xlabel("% of alcohol for one standard deviation")
    mlflow.log_figure(figure, "importance.png")


if __name__ == "__main__":
    main(sys.argv[1:])
