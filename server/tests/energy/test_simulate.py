"""Are the bytes of the simulated series the same everywhere, and can it be made with other settings?"""

import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workshop.energy import series, table
from workshop.energy.simulate import Settings, simulate, truth
from workshop.paths import COURSE, GERMANY

WHOLE = "0905be93c80ab817879ecc7dc6cb3f3f8abc3ab1a3df0bda91f858eaf093aec4"

PRINT_DIGEST = """
import hashlib, pathlib, sys
from workshop.energy import simulate, table
path = pathlib.Path(sys.argv[1])
table.write_csv(simulate.simulate(), path)
print(hashlib.sha256(path.read_bytes()).hexdigest())
"""


def digest_of(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def digest_in(interpreter: str, path: Path, **environment: str) -> str:
    """The digest of the series that another process makes; it sees the package by its folder alone."""
    surroundings = os.environ | {"PYTHONPATH": str(COURSE / "server")} | environment
    done = subprocess.run(
        [interpreter, "-c", PRINT_DIGEST, str(path)], env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def dispatched() -> list[str]:
    """The CPU features that numpy would choose code by on this machine."""
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    return [name for name in __cpu_dispatch__ if __cpu_features__[name]]


def test_is_the_whole_series_the_one_that_was_accepted(tmp_path):
    table.write_csv(simulate(), tmp_path / "whole.csv")
    assert digest_of(tmp_path / "whole.csv") == WHOLE


def test_are_the_bytes_the_same_with_numpys_cpu_dispatch_off(tmp_path):
    off = " ".join(dispatched())
    assert digest_in(sys.executable, tmp_path / "whole.csv", NPY_DISABLE_CPU_FEATURES=off) == WHOLE


def test_are_the_bytes_the_same_on_another_python(tmp_path):
    other = os.environ.get("WORKSHOP_OTHER_PYTHON")
    if not other:
        pytest.skip("WORKSHOP_OTHER_PYTHON names no interpreter that has numpy, pandas, pvlib and scipy of the lock")
    assert digest_in(other, tmp_path / "whole.csv") == WHOLE


def test_does_every_figure_stand_clear_of_a_rounding_boundary():
    """A last bit may differ from one machine to the next, some 1e-13 of a figure; this is 1e5 times as far."""
    exact = truth()
    for column, decimals in table.DECIMALS.items():
        scaled = exact[column].to_numpy() * 10**decimals
        scaled = scaled[np.abs(scaled) > 1e-6]  # night, exactly nothing
        assert np.abs(np.abs(scaled - np.floor(scaled)) - 0.5).min() / 10**decimals > 1e-8, column


def test_is_the_committed_germany_csv_what_the_simulator_gives(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKSHOP_DATA", raising=False)
    series.write_germany(tmp_path / "germany.csv")
    stale = "germany.csv is stale: write it again with workshop.energy.series.write_germany(workshop.paths.GERMANY)"
    assert GERMANY.read_bytes() == (tmp_path / "germany.csv").read_bytes(), stale


OTHER = Settings(
    seed=12,
    gaps=(("2013-06-01 05:00", 7), ("2015-02-10 00:00", 30)),
    wind_growth=(("2013-01-01", 1.0), ("2016-01-01", 1.1), ("2017-01-01", 1.6)),
)


def test_do_other_settings_give_another_series():
    mine, other = simulate(), simulate(OTHER)
    assert list(other.columns) == table.COLUMNS
    assert len(other) == 35_064 - 7 - 30 - 4 + 4, "two gaps; the clock takes a label each March, doubles one in October"
    assert other["utc_timestamp"].dt.year.unique().tolist() == [2013, 2014, 2015, 2016]
    shared = mine.merge(other, on="utc_timestamp", suffixes=("", "_other"))
    assert (shared["windspeed"] != shared["windspeed_other"]).mean() > 0.9
    in_a_gap = pd.Timestamp("2015-02-10 13:00", tz="UTC")
    assert (mine["utc_timestamp"] == in_a_gap).sum() == 1 and (other["utc_timestamp"] == in_a_gap).sum() == 0


def test_does_the_wind_grow_as_the_settings_say():
    flat = simulate(replace(OTHER, wind_growth=(("2013-01-01", 1.0),)))
    grown = simulate(OTHER)
    ratio = (grown["wind_GW"] / flat["wind_GW"]).groupby(grown["utc_timestamp"].dt.year).mean()
    assert ratio[2013] < 1.1 and ratio[2016] > 1.4


def test_can_fewer_years_be_simulated():
    frame = simulate(Settings(first=2014, last=2014))
    assert frame["utc_timestamp"].dt.year.unique().tolist() == [2014]
    assert len(frame) == 8_760 - 27 + 1
