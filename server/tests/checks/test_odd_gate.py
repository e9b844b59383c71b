"""Does whatever stands in the registry, and in the runs of 3.4, get one of the six verdicts?

Each case has a registry of its own on the store at hand: versions with odd records, runs that say odd numbers.
"""

import math

import mlflow
import pytest
from sklearn.linear_model import LinearRegression
from store_at_hand import log

from workshop.energy import arrivals
from workshop.energy.table import FEATURES, TARGETS

MODEL, PLACE = "germany-power", "3.4-gate"
EXERCISES = ("3.4.1", "3.4.5", "3.4.6")
RUNS = (
    "champion",
    "challenger",
    "too eager",
    *map("gate: {}".format, ("challenger", "too eager", "made up", "no numbers", "both faults")),
)
NAMES = ("rmse_solar", "rmse_wind", "size_mb", "solar", "wind", "mean")
TRAIN = {"champion": "2013", "challenger": "2013..2014", "too eager": "2013..2015-03"}
SAYS = {
    "as it should be": {},
    "metrics NaN": {"metric": math.nan},
    "metrics infinite": {"metric": math.inf},
    "metrics zero": {"metric": 0.0},
    "metrics enormous": {"metric": 1.7e308},
    "a version that isn't there": {"version": "999"},
    "a version in another script": {"version": "٣"},
    "a version of 6 kB": {"version": "1" * 6000},
    "a record of 5 kB": {"train": "2" * 5000},
    "a record in no form": {"train": ".."},
    "tags of 5 kB": {"gate": "x" * 5000},
    "a verdict in capitals": {"gate": "PASSED"},
    "versions of a model that is gone": {"gone": "model"},
    "versions of a run that is gone": {"gone": "run"},
    "no versions": {"gone": "versions"},
    "no registered model": {"gone": "registered model"},
    "no alias": {"gone": "alias"},
}


@pytest.fixture(scope="module")
def quarter(desk, tmp_path_factory):
    folder = tmp_path_factory.mktemp("arrived")
    arrivals.arrive("2015-03", folder)
    desk.arrived = sorted(folder.glob("*.csv"))


@pytest.fixture(scope="module")
def made(desk, hours):
    """A run with a model, tagged as 2.5 tags it: (its id, the model's address)."""
    run = desk.run("2.1-linear-regression", "linear regression", tags=[("choice", "champion candidate")])
    with desk.opened("2.1-linear-regression", run):
        logged = log(LinearRegression().fit(hours[FEATURES], hours[TARGETS]), hours)
    return run, logged


@pytest.mark.parametrize("what", SAYS, ids=lambda text: text.replace(" ", "-"))
def test_does_every_odd_registry_get_a_verdict(what, desk, hours, quarter, made):
    leave(desk, made, **SAYS[what])
    try:
        for id in EXERCISES:
            verdict = desk.verdict(id)  # raises where the check does
            assert len(str(verdict)) < 3000, verdict
            assert verdict.passed or verdict.try_next, verdict
    finally:
        if desk.client.search_registered_models(f"name = '{MODEL}'"):
            desk.client.delete_registered_model(MODEL)


def leave(desk, made, metric=0.5, version=None, train=None, gate="passed", gone=""):
    """A registry of three versions with their runs, in which something is odd."""
    run, logged = made
    source, numbers = logged.model_uri, {}
    if gone == "model":
        source = "mlflow-artifacts:/nothing"
    desk.client.create_registered_model(MODEL)
    for name, period in TRAIN.items():
        tags = {"train": train or period, "gate": gate, "gate.reason": gate, "champion.reason": gate}
        by = "0" * 32 if gone == "run" else run
        made_now = desk.client._get_registry_client().store.create_model_version(
            MODEL, source, by, [mlflow.entities.model_registry.ModelVersionTag(*tag) for tag in tags.items()]
        )
        numbers[name] = str(made_now.version)
    if gone != "alias":
        desk.client.set_registered_model_alias(MODEL, "champion", numbers["challenger"])
    for name in RUNS:
        own = name.removeprefix("gate: ")
        said = [
            ("version", version or numbers.get(own, "1")),
            ("train", train or TRAIN.get(own, "2013")),
            ("test", "2015-01..2015-03"),
        ]
        desk.run(PLACE, name, [(each, metric, 0) for each in NAMES], said, [("gate", gate), ("gate.reason", gate)])
    if gone == "versions":
        for number in numbers.values():
            desk.client.delete_model_version(MODEL, number)
    if gone == "registered model":
        desk.client.delete_registered_model(MODEL)
