"""What the tests of odd answers and odd runs share."""

import os

import mlflow
import pandas as pd
import pytest
from sqlalchemy import Engine, event
from store_at_hand import QUIET, AtHand

from workshop.course import index
from workshop.learner import work_folder
from workshop.paths import GERMANY
from workshop.services.tracking import in_no_hurry, make_whole


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Runs and checks on a store of the module's own, in this process: what is tried is the checks, not the way to a
    server."""
    folder = tmp_path_factory.mktemp("odd")
    before = mlflow.get_tracking_uri()
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("MLFLOW_")]:
            patch.delenv(name)
        for name, value in {"WORKSHOP_WORK": folder / "work", "WORKSHOP_STATE": folder / "state", **QUIET}.items():
            patch.setenv(name, str(value))
        work_folder.prepare(index.read(), folder / "work")
        event.listen(Engine, "connect", in_no_hurry)
        database = folder / "mlflow.db"
        make_whole(database)
        mlflow.set_tracking_uri(f"sqlite:///{database}")
        # No server stands behind this store, so that its probe would call everything that goes wrong a dead service.
        patch.setattr("workshop.checks.runner.probe", lambda address: None)
        yield AtHand(folder)
        mlflow.set_tracking_uri(before)
        event.remove(Engine, "connect", in_no_hurry)


@pytest.fixture(scope="module")
def hours():
    table = pd.read_csv(GERMANY, parse_dates=["utc_timestamp"])
    return table[table["utc_timestamp"].dt.year == 2013]
