"""The two raw files as a desk receives them, in Open Power System Data's layout, and the one recipe that joins them.

``solutions/raw_defects.md``, for instructors, says what is wrong with the files that ``defects.write_raw`` makes, and
how the recipe deals with it.
"""

from pathlib import Path

import pandas as pd

from workshop.energy import table
from workshop.energy.errors import DataError

POWER = {"DE_solar_generation_actual": "solar_GW", "DE_wind_generation_actual": "wind_GW"}
WEATHER = {
    "DE_windspeed_10m": "windspeed",
    "DE_temperature": "temperature",
    "DE_radiation_direct_horizontal": "rad_horizontal",
    "DE_radiation_diffuse_horizontal": "rad_diffuse",
}
NOTHING = ["", "n/e"]  # how an empty cell is written; ENTSO-E says n/e where nothing was to be expected
ADVICE = "Get the whole file: `workshop data --raw FOLDER` writes simulated ones, `--opsd FILE` gets the real ones."


def processed(time_series: Path, weather: Path) -> pd.DataFrame:
    """Return the course's table of hours from the two raw files, simulated or real, as ``table.read_csv`` does.

    The files are joined on the label, from 2013 on. MW become GW, rows with a gap are dropped, and rows are sorted by
    time. Repeated lines count once. The weather keeps its labels, an hour late in summer. Raises DataError where a file
    can't be used.
    """
    power = _numbers(time_series, POWER)
    power[list(POWER.values())] /= 1000  # MW to GW
    joined = power.merge(_numbers(weather, WEATHER), on="utc_timestamp").dropna()
    joined = joined[joined["utc_timestamp"] >= pd.Timestamp("2013-01-01", tz="UTC")]
    if joined.empty:
        raise DataError(f"{time_series} and {weather} have no hour from 2013 on in common. {ADVICE}")
    return joined.sort_values("utc_timestamp", kind="stable")[table.COLUMNS].reset_index(drop=True)


def _numbers(path: Path, names: dict[str, str]) -> pd.DataFrame:
    """Read the columns ``names`` as floats under their new names, beside the time; repeated headers and lines go."""
    text = table.parse(path, ["utc_timestamp", *names], ADVICE, dtype=str, keep_default_na=False)
    text = text[text["utc_timestamp"] != "utc_timestamp"].drop_duplicates()
    cells = text[list(names)].apply(lambda column: column.str.strip())
    try:
        times = pd.to_datetime(text["utc_timestamp"], utc=True, format="ISO8601").dt.as_unit("us")
        values: pd.DataFrame = cells.mask(cells.isin(NOTHING)).astype(float)
    except ValueError as error:
        raise DataError(
            f"{path} has a cell that is no number or no time: {table.first_line(error)}. {ADVICE}"
        ) from error
    return pd.concat([times, values.rename(columns=names)], axis=1)
