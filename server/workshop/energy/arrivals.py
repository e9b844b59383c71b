"""The data that arrives after the end of ``germany.csv``: one file for each month, as the desk's date moves on."""

import re
from datetime import date
from pathlib import Path

import pandas as pd

from workshop.energy import series, table
from workshop.energy.errors import DataError

FIRST, LAST = pd.Period("2015-01", "M"), pd.Period("2016-12", "M")
FOLDER = "arrivals"  # in the learner's folder


def before(today: date) -> list[str]:
    """The months that have arrived on the desk's date `today`, whole and since ``FIRST``: ["2015-01", ...]."""
    last = min(pd.Period(today, "M") - 1, LAST)
    return [str(month) for month in pd.period_range(FIRST, last, freq="M")]


def arrive(until: str, folder: Path, data: Path | None = None) -> list[Path]:
    """Write the months from January 2015 to ``until`` ("2015-03") into ``folder``; return the paths of the new files.

    One CSV for each month, ``2015-01.csv`` and so on, with the columns of germany.csv, cut by the timestamp's label. A
    file that is there already stays as it is. The data come from the file ``data``, or are simulated. Raises DataError
    for a month that isn't in 2015 or 2016.
    """
    wanted = [(month, Path(folder) / f"{month}.csv") for month in pd.period_range(FIRST, _month(until), freq="M")]
    missing = [(month, path) for month, path in wanted if not path.exists()]
    if not missing:
        return []
    whole = series.whole(data)
    for month, path in missing:
        table.write_csv(table.cut(whole, month.start_time, (month + 1).start_time), path)
    return [path for _, path in missing]


def _month(text: str) -> pd.Period:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise DataError(f"{text!r} is no month. Write it as year and month: `workshop data --arrive 2015-03`.")
    month = pd.Period(text, "M")
    if month < FIRST:
        raise DataError(f"{text} is in germany.csv already. What arrives begins with `workshop data --arrive 2015-01`.")
    if month > LAST:
        raise DataError(f"{text} is after the series' last month. The last is `workshop data --arrive 2016-12`.")
    return month
