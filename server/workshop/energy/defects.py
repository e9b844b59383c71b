"""Turns Germany's table of hours back into the two raw files that reached the desk, with neighbours and defects.

The defects are described in ``solutions/raw_defects.md``.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workshop.energy import series
from workshop.energy.files import replacing
from workshop.energy.raw import POWER, WEATHER
from workshop.energy.simulate import clock
from workshop.energy.table import TIME_FORMAT, cut
from workshop.energy.weather import persistent, season

SEED = 2015
TIME_SERIES_FILE, WEATHER_FILE = "time_series_60min.csv", "weather_data.csv"
SOLAR, WIND = POWER  # their names upstream
CAPACITY = {"DE_solar_capacity": (32_400, 37_900), "DE_wind_capacity": (30_300, 38_200)}  # MW, at the two ends
HOURS = pd.date_range("2012-12-31 23:00", "2014-12-31 23:00", freq="h", tz="UTC", unit="us")


def write_raw(folder: Path, data: Path | None = None) -> list[Path]:
    """Write ``time_series_60min.csv`` and ``weather_data.csv`` of 2013 and 2014 into ``folder``; return both paths.
    ``data`` is another whole series to make them from.

    Power in MW, in the columns of Open Power System Data's time series of 2019-06-05 and weather data of 2019-04-09,
    with a few other countries and with defects. ``raw.processed`` makes exactly germany.csv of them.
    """
    germany = cut(series.whole(data), "2013-01-01", "2015-01-01")
    texts = {TIME_SERIES_FILE: time_series(germany), WEATHER_FILE: weather(germany)}
    for name, text in texts.items():
        with replacing(Path(folder) / name) as beside:
            beside.write_text(text, encoding="utf-8", newline="\n")
    return [Path(folder) / name for name in texts]


def time_series(germany: pd.DataFrame) -> str:
    """Return the text of a time series file: each hour of 2013 and 2014 and the one before, power and load in MW."""
    frame = _powers(germany)
    frame.loc[_in(HOURS, "2013-11"), "FR_wind_onshore_generation_actual"] /= 1000  # GW among MW
    frame.loc[_in(HOURS, "2014-06"), "AT_solar_generation_actual"] *= 1000  # kW among MW
    frame.loc[:"2013-02", "AT_wind_onshore_generation_actual"] = np.nan  # a neighbour who began later
    text = frame.round(1).astype(str).fillna("")
    for month, mark in (("2013-03", "n/e"), ("2014-03", " ")):  # three ways to write an empty cell
        text.loc[_in(HOURS, month), SOLAR] = text.loc[_in(HOURS, month), SOLAR].replace("", mark)
    text.insert(0, "cet_cest_timestamp", HOURS.tz_convert("Europe/Berlin").strftime("%Y-%m-%dT%H:%M:%S%z"))
    text.insert(0, "utc_timestamp", HOURS.strftime(TIME_FORMAT))
    first, second = text.loc[:"2013"], text.loc["2014":]
    twice = [first.loc[:"2013-09-08"], first.loc["2013-09-02":]]  # a week that comes twice
    spring = [second.loc["2014-03":"2014-03"], second.loc["2014-02":"2014-02"]]
    unsorted = [second.loc[:"2014-01"], *spring, second.loc["2014-04":]]
    return _csv(twice) + _csv(unsorted)  # a header in the middle: two files, one put behind the other


def weather(germany: pd.DataFrame) -> str:
    """Return the text of a weather file of the same hours, labelled as upstream labels them, of three countries."""
    frame = _weathers(germany)
    label = pd.DatetimeIndex(frame.index.get_level_values("utc_timestamp"))
    frame.loc[_in(label, "2013-07"), "AT_temperature"] += 273.15  # kelvin among degrees C
    frame.loc[_in(label, "2014-10"), "FR_windspeed_10m"] *= 3.6  # km/h among m/s
    decimals = {name: 1 if "radiation" in name else 2 for name in map(str, frame)}
    text = frame.round(decimals).astype(str)
    stamps = label.strftime(TIME_FORMAT).to_series(index=frame.index)
    stamps[_in(label, "2013-05")] = label[_in(label, "2013-05")].astype(str)  # another way to write a time
    text.insert(0, "utc_timestamp", stamps)
    return _csv([text])


def _powers(germany: pd.DataFrame) -> pd.DataFrame:
    """A frame of MW on ``HOURS``: Germany's power, empty where there is a gap, and that of made-up neighbours."""
    known = germany.drop_duplicates("utc_timestamp").set_index("utc_timestamp")[list(POWER.values())].reindex(HOURS)
    known = known.set_axis(list(POWER), axis=1) * 1000
    filled = known.interpolate().bfill()
    known.iloc[0] = filled.iloc[0]  # the hour of 2012
    known.loc[_in(HOURS, "2013-03"), WIND] = filled.loc[_in(HOURS, "2013-03"), WIND]  # a gap in one column only
    random = np.random.RandomState(SEED)
    grown = np.linspace(0, 1, len(HOURS))
    night = np.cos(2 * np.pi * (HOURS.hour - 2) / 24) * (HOURS.day_of_week < 5)
    load = 54_000 + 5_000 * season(HOURS, 15) - 9_000 * night + 1_500 * persistent(random, len(HOURS), hours=30)
    capacities = {name: first + grown * (last - first) for name, (first, last) in CAPACITY.items()}
    return pd.DataFrame(
        {
            "AT_solar_generation_actual": _like(filled[SOLAR], 0.02, random),
            "AT_wind_onshore_generation_actual": _like(filled[WIND], 0.06, random),
            "DE_load_actual_entsoe_transparency": load,
            "DE_solar_capacity": capacities["DE_solar_capacity"],
            SOLAR: known[SOLAR],
            "DE_wind_capacity": capacities["DE_wind_capacity"],
            WIND: known[WIND],
            "FR_solar_generation_actual": _like(filled[SOLAR], 0.13, random),
            "FR_wind_onshore_generation_actual": _like(filled[WIND], 0.3, random),
        },
        index=HOURS,
    )


def _weathers(germany: pd.DataFrame) -> pd.DataFrame:
    """A frame of the weather of Germany and two neighbours, by label and turn (1: the second time that a label comes).

    Hours that ``germany`` lacks are filled in: upstream the weather has no gaps, only power has.
    """
    known = germany[["utc_timestamp", *WEATHER.values()]].set_axis(["utc_timestamp", *WEATHER], axis=1)
    expected = pd.DataFrame({"utc_timestamp": clock(HOURS)})
    for frame in (known, expected):
        frame["turn"] = frame.groupby("utc_timestamp").cumcount()
    known, expected = (frame.set_index(["utc_timestamp", "turn"]) for frame in (known, expected))
    filled = known.reindex(known.index.union(expected.index)).interpolate().bfill()
    random = np.random.RandomState(SEED)
    around = {}
    for country, share in (("AT", 0.8), ("FR", 1.1)):
        for name in WEATHER:
            degrees, values = name == "DE_temperature", filled[name]
            other = values + 2 * persistent(random, len(values), hours=40) if degrees else _like(values, share, random)
            around[name.replace("DE", country)] = other
    every = around | {name: filled[name] for name in WEATHER}
    return pd.DataFrame({name: every[name] for name in sorted(every, key=lambda name: name[:2])})  # stable in a country


def _like(values: pd.Series, share: float, random: np.random.RandomState) -> pd.Series:
    """Values that go up and down with ``values``, not quite together."""
    return values * share * np.exp(0.4 * persistent(random, len(values), hours=18))


def _in(labels: pd.DatetimeIndex, month: str) -> NDArray[np.bool]:
    return labels.strftime("%Y-%m") == month


def _csv(parts: list[pd.DataFrame]) -> str:
    return pd.concat(parts).to_csv(index=False, lineterminator="\n")
