"""The two raw files as a desk receives them, in Open Power System Data's layout, and the one recipe that joins them.

What is wrong with the files that ``write_raw`` makes, and how the recipe meets it, stands in
``solutions/raw_defects.md``, for instructors.
"""

from pathlib import Path

import pandas as pd

from workshop.energy import series
from workshop.energy.errors import DataError
from workshop.energy.files import replacing

POWER = {"DE_solar_generation_actual": "solar_GW", "DE_wind_generation_actual": "wind_GW"}
WEATHER = {
    "DE_windspeed_10m": "windspeed",
    "DE_temperature": "temperature",
    "DE_radiation_direct_horizontal": "rad_horizontal",
    "DE_radiation_diffuse_horizontal": "rad_diffuse",
}
NOTHING = ["", "n/e"]  # how an empty cell is written; ENTSO-E says n/e where nothing was to be expected
ADVICE = "Get the whole file: `workshop data --raw FOLDER` writes simulated ones, `--opsd FILE` gets the real ones."
TIME_SERIES_FILE, WEATHER_FILE = "time_series_60min.csv", "weather_data.csv"


def processed(time_series: Path, weather: Path) -> pd.DataFrame:
    """Return the course's table of hours from the two raw files, simulated or real, as ``series.read_csv`` does.

    Joined on the label, from 2013 on, MW made GW, rows with a gap dropped, in the order of time. Lines that come twice
    count once. The weather's summer clock is left as it is upstream. Raises DataError where a file can't be used.
    """
    power = _numbers(time_series, POWER)
    power[list(POWER.values())] /= 1000  # MW to GW
    joined = power.merge(_numbers(weather, WEATHER), on="utc_timestamp").dropna()
    joined = joined[joined["utc_timestamp"] >= pd.Timestamp("2013-01-01", tz="UTC")]
    if joined.empty:
        raise DataError(f"{time_series} and {weather} have no hour from 2013 on in common. {ADVICE}")
    return joined.sort_values("utc_timestamp", kind="stable")[series.COLUMNS].reset_index(drop=True)


def _numbers(path: Path, names: dict[str, str]) -> pd.DataFrame:
    """Read the columns ``names`` as floats under their new names, beside the time; repeated headers and lines go."""
    text = series.parse(path, ["utc_timestamp", *names], ADVICE, dtype=str, keep_default_na=False)
    text = text[text["utc_timestamp"] != "utc_timestamp"].drop_duplicates()
    cells = text[list(names)].apply(lambda column: column.str.strip())
    try:
        times = pd.to_datetime(text["utc_timestamp"], utc=True, format="ISO8601").dt.as_unit("us")
        values = cells.mask(cells.isin(NOTHING)).astype(float)
    except ValueError as error:
        raise DataError(f"{path} has what is no number or no time: {series.first_line(error)}. {ADVICE}") from error
    return pd.concat([times, values.rename(columns=names)], axis=1)


def write_raw(folder: Path) -> list[Path]:
    """Write ``time_series_60min.csv`` and ``weather_data.csv`` of 2013 and 2014 into ``folder``; return both paths.

    Power in MW, in the columns of Open Power System Data's time series of 2019-06-05 and weather data of 2019-04-09,
    with a few other countries and with defects. ``processed`` leads from them to germany.csv exactly.
    """
    from workshop.energy import defects  # here, because the simulator behind it is slow to import and seldom needed

    germany = series.cut(series.whole(), "2013-01-01", "2015-01-01")
    texts = {TIME_SERIES_FILE: defects.time_series(germany), WEATHER_FILE: defects.weather(germany)}
    for name, text in texts.items():
        with replacing(Path(folder) / name) as beside:
            beside.write_text(text, encoding="utf-8", newline="\n")
    return [Path(folder) / name for name in texts]
