"""Does the whole course run on another series? Another seed, other gaps, another growth of capacity.

    python3 server/bench/other_series.py [--seed N] [NOTEBOOK]

Writes such a series to a temporary file and executes every solution (or one NOTEBOOK) on it, storing nothing. Every
check must pass, because checks compute from the data that they are given.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from workshop.authoring.build import build_notebooks
from workshop.course import index
from workshop.energy.simulate import Settings, simulate
from workshop.energy.table import write_csv

GAPS = (("2013-06-11 05:00", 9), ("2014-02-01 00:00", 48), ("2014-11-19 13:00", 3), ("2015-08-01 10:00", 5))
WIND_GROWTH = (("2013-01-01", 1.0), ("2014-06-01", 1.15), ("2017-01-01", 1.2))
SOLAR_GROWTH = (("2013-01-01", 1.0), ("2017-01-01", 1.6))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebook", nargs="?", help="2.1, say; all of them without one")
    parser.add_argument("--seed", type=int, default=2013)
    given = parser.parse_args()
    settings = Settings(seed=given.seed, gaps=GAPS, wind_growth=WIND_GROWTH, solar_growth=SOLAR_GROWTH)
    with tempfile.TemporaryDirectory(prefix="workshop-bench-") as folder:
        file = Path(folder) / "another.csv"
        write_csv(simulate(settings), file)
        built = build_notebooks(index.read(), given.notebook, data=file, save=False)
    print(f"{len(built)} notebooks run on a series with seed {given.seed}, other gaps and another growth.")


if __name__ == "__main__":
    main()
