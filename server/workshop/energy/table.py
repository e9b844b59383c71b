"""The course's one table of hours: its columns and units, read, written and cut."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from workshop.energy.errors import DataError
from workshop.energy.files import replacing

DECIMALS = {
    "solar_GW": 3,
    "wind_GW": 3,
    "windspeed": 2,
    "temperature": 2,
    "rad_horizontal": 1,
    "rad_diffuse": 1,
}
FEATURES = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
TARGETS = ["solar_GW", "wind_GW"]
COLUMNS = ["utc_timestamp", *DECIMALS]
TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"  # as Open Power System Data writes it; parse_dates makes UTC of it
ADVICE = "See README.md in 1_starting_point/ for the columns; `workshop data --whole FILE` writes a file that has them."


def cut(frame: pd.DataFrame, first: str | pd.Timestamp, last: str | pd.Timestamp) -> pd.DataFrame:
    """Return the rows of ``frame`` from the timestamp ``first`` until before ``last`` (UTC where no zone is given)."""
    begin, end = (_utc(moment) for moment in (first, last))
    times = frame["utc_timestamp"]
    return frame[(times >= begin) & (times < end)].reset_index(drop=True)


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write ``frame`` (``COLUMNS``; times in UTC) to ``path``, in one piece or not at all; raises DataError.

    Power has 3 decimals, windspeed and temperature 2, radiation 1: the same frame gives the same bytes everywhere.
    """
    text = {"utc_timestamp": frame["utc_timestamp"].dt.strftime(TIME_FORMAT)}
    for column, decimals in DECIMALS.items():
        rounded = frame[column].round(decimals) + 0.0  # + 0.0: no minus zero
        text[column] = rounded.map(f"{{:.{decimals}f}}".format)
    with replacing(path) as beside:
        pd.DataFrame(text).to_csv(beside, index=False, lineterminator="\n", encoding="utf-8")


def read_csv(path: Path) -> pd.DataFrame:
    """Return the table of hours in the CSV at ``path``: a frame of ``COLUMNS``, times in UTC, all else floats.

    Raises DataError, with the cause, where there is no such table.
    """
    frame = parse(path, COLUMNS)
    try:
        times = pd.to_datetime(frame["utc_timestamp"], utc=True, format="ISO8601").dt.as_unit("us")
        values = frame[list(DECIMALS)].astype(float)
    except (ValueError, TypeError) as error:
        raise DataError(f"{path} has a cell that is no number or no time: {first_line(error)}. {ADVICE}") from error
    if not np.isfinite(values.to_numpy()).all() or times.isna().any():
        raise DataError(f"{path} has empty cells; drop the rows with a gap. {ADVICE}")
    return pd.concat([times, values], axis=1)


def parse(path: Path, columns: list[str], advice: str = ADVICE, **options: Any) -> pd.DataFrame:
    """Return ``columns`` of the CSV at ``path``, as pandas reads them; ``options`` go to ``pandas.read_csv``.

    Raises DataError, ending in ``advice``, where there is no file, a page of HTML in its place, no CSV, no rows, or a
    column missing.
    """
    path = Path(path)
    try:
        refuse_html(path, advice)
        found = pd.read_csv(path, nrows=0).columns
        missing = [column for column in columns if column not in found]
        if missing:
            raise DataError(f"{path} has no column {', '.join(missing)}. {advice}")
        frame: pd.DataFrame = pd.read_csv(path, usecols=columns, **options)[list(columns)]
    except OSError as error:
        raise DataError(f"{path} can't be read: {error.strerror or error}. {advice}") from error
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise DataError(f"{path} is no CSV: {error}. {advice}") from error
    if frame.empty:
        raise DataError(f"{path} has a header and no rows. {advice}")
    return frame


def refuse_html(path: Path, advice: str) -> None:
    """Raise DataError, ending in ``advice``, where the file at ``path`` begins as a web page does."""
    with path.open("rb") as file:
        start = file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise DataError(f"{path} is a web page, not a CSV. {advice}")


def first_line(error: Exception) -> str:
    """What ``error`` says, without the advice to programmers that pandas adds."""
    return str(error).splitlines()[0].rstrip(".")


def _utc(moment: str | pd.Timestamp) -> pd.Timestamp:
    stamp = pd.Timestamp(moment)
    return stamp.tz_localize("UTC") if stamp.tzinfo is None else stamp.tz_convert("UTC")
