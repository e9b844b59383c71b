"""Logged models that become other ones, in the files in which they are stored: what is said of them stays."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
from mlflow.models import Model

from workshop.energy.table import FEATURES, TARGETS
from workshop.paths import GERMANY

Ways = Iterator[tuple[str, Callable[[], None]]]
Table = tuple[pd.DataFrame, pd.DataFrame | pd.Series]  # what goes into a model, and what is to come out
SEED = 0


def ways(folder: Path) -> Ways:
    """How the model in the `folder` becomes another one: (in words, what does it)."""
    described = Model.load(str(folder))
    if described.signature:
        yield "signature dropped", partial(_drop_signature, folder)
    requirements = folder / "requirements.txt"
    for line in requirements.read_text(encoding="utf-8").splitlines():
        if line.startswith("mlflow"):  # MLflow adds it by itself
            continue
        yield f"requirement {re.split('[=<>~! ]', line)[0]} altered", partial(_alter_pin, requirements, line)
    flavors = described.flavors
    if "sklearn" in flavors:
        yield from _ways_of_sklearn(folder, flavors["sklearn"])
    if "keras" in flavors:
        yield from _ways_of_keras(next(folder.glob("data/*.keras")))


def _drop_signature(folder: Path) -> None:
    described = Model.load(str(folder))
    described.signature = None
    described.save(str(folder / "MLmodel"))


def _alter_pin(requirements: Path, line: str) -> None:
    text = requirements.read_text(encoding="utf-8")
    requirements.write_text(text.replace(line, re.split("[=<>~! ]", line)[0] + "==0.1"), encoding="utf-8")


def _ways_of_sklearn(folder: Path, flavor: dict[str, Any]) -> Ways:
    import mlflow.sklearn
    from sklearn.base import clone, is_classifier
    from sklearn.dummy import DummyClassifier, DummyRegressor

    model = mlflow.sklearn.load_model(str(folder))
    tables = _tables(list(getattr(model, "feature_names_in_", FEATURES)))

    def put(other: Any) -> None:
        _store(other, folder / flavor["pickled_model"], flavor["serialization_format"])

    def put_fitted(table: Table) -> None:
        put(clone(model).fit(*table))

    for which, table in tables.items():
        yield f"fitted on {which}", partial(put_fitted, table)
    if tables:
        dummy = DummyClassifier() if is_classifier(model) else DummyRegressor()
        yield "of another kind", lambda: put(dummy.fit(*next(iter(tables.values()))))


def _store(model: Any, file: Path, form: str) -> None:
    import skops.io

    with file.open("wb") as target:
        (skops.io if form == "skops" else pickle).dump(model, target)


def _ways_of_keras(file: Path) -> Ways:
    """Networks go on learning from where they are, for a few rounds: to learn anew would take too long."""
    import keras

    def go_on(table: Table) -> None:
        given, asked = table
        keras.utils.set_random_seed(SEED)
        model = keras.models.load_model(file)
        model.fit(given.to_numpy(), asked.to_numpy(), epochs=2, batch_size=256, verbose=0)
        model.save(file)

    def start_anew() -> None:
        keras.utils.set_random_seed(SEED)
        keras.Sequential([keras.layers.Input((len(FEATURES),)), keras.layers.Dense(len(TARGETS))]).save(file)

    for which, table in _tables(FEATURES).items():
        yield f"fitted on {which}", partial(go_on, table)
    yield "of another kind", start_anew


def _tables(columns: list[str]) -> dict[str, Table]:
    """Rows that a model of these inputs may learn from in place of its own: inputs and outputs by what they are.
    Nothing where the inputs are neither the weather nor the irises."""
    hours = pd.read_csv(GERMANY, parse_dates=["utc_timestamp"])
    if set(columns) <= set(hours.columns):
        year = hours["utc_timestamp"].dt.year
        first, last = hours[year == year.min()], hours[year == year.max()]
        outputs: str | list[str] = TARGETS
    else:
        from sklearn.datasets import load_iris

        iris = load_iris(as_frame=True)
        hours = iris.data.assign(species=iris.target.map(dict(enumerate(iris.target_names))))
        hours = hours.sample(frac=1, random_state=SEED)
        first, last, outputs = hours.head(100), hours.tail(100), "species"
    if not set(columns) <= set(hours.columns):
        return {}
    rows = {
        "the last rows": last,
        "nine tenths of the first rows": first.head(len(first) * 9 // 10),
        "rows by chance": hours.sample(frac=0.5, random_state=SEED),
    }
    return {which: (table[columns], table[outputs]) for which, table in rows.items()}
