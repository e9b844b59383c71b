"""The whole series of hours, simulated or from another file, and Germany's part of it."""

from pathlib import Path

import pandas as pd

from workshop.energy.errors import DataError
from workshop.energy.table import ADVICE, cut, read_csv, write_csv

YEARS = range(2013, 2017)


def whole(data: Path | None = None) -> pd.DataFrame:
    """Return the whole series, 2013 to 2016, as ``read_csv`` does: that of the file ``data``, or simulated.

    Raises DataError where that file can't be used or lacks one of the years.
    """
    if data is None:
        from workshop.energy.simulate import simulate  # here, because pvlib is slow to import and seldom needed

        return simulate()
    frame = read_csv(data)
    require_years(frame, data)
    return frame


def require_years(frame: pd.DataFrame, place: Path) -> None:
    """Raise DataError where ``frame``, read from ``place``, lacks one of the years 2013 to 2016 altogether."""
    lacking = sorted(set(YEARS) - set(frame["utc_timestamp"].dt.year))
    if lacking:
        years = ", ".join(map(str, lacking))
        raise DataError(f"{place} has no hours of {years}; the course needs 2013 to 2016. {ADVICE}")


def write_germany(path: Path, data: Path | None = None) -> None:
    """Write what the desk has at the end of 2014, the years 2013 and 2014 of the whole series, as CSV to ``path``."""
    write_csv(cut(whole(data), "2013-01-01", "2015-01-01"), path)
