"""Germany's solar and wind power and its weather, 2013 to 2016, simulated with a fixed seed.

The numbers are made up, with the statistics and defects of Open Power System Data's real series (time series
2019-06-05, weather data 2019-04-09). The same settings give the same bytes on every machine: the random numbers come
from a ``RandomState``, which numpy never changes; no formula jumps, so a last bit can't decide anything; and the
numbers are rounded before they are written.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workshop.energy import power, weather
from workshop.energy.table import COLUMNS, DECIMALS

Gaps = Sequence[tuple[str, int]]  # the first missing hour (UTC), and the number of hours


@dataclass(frozen=True)
class Settings:
    """The settings of a series.

    ``wind_growth`` and ``solar_growth`` are the capacity built by a date, 1 at the start.
    """

    seed: int = 7
    first: int = 2013
    last: int = 2016
    gaps: Gaps = (("2013-03-30 23:00", 23), ("2014-03-12 19:00", 4), ("2014-03-29 23:00", 23))
    wind_growth: power.Knots = (("2013-01-01", 1.0), ("2014-10-01", 1.03), ("2015-04-01", 1.17), ("2017-01-01", 1.28))
    solar_growth: power.Knots = (("2013-01-01", 1.0), ("2017-01-01", 1.26))


def simulate(settings: Settings = Settings()) -> pd.DataFrame:
    """Return the whole series that ``settings`` describe, from the first to the last year.

    A frame of ``COLUMNS``: time in UTC, power in GW, windspeed at 10 m in m/s, temperature in degrees C, direct and
    diffuse radiation on the ground in W/m2. It carries the real series' defects on purpose: the weather's labels run
    an hour late in summer, hours are missing, and each October has one label twice.
    """
    rounded = truth(settings).round(DECIMALS) + 0.0  # + 0.0: no minus zero
    return _without(_labelled(rounded), settings.gaps)


def truth(settings: Settings = Settings()) -> pd.DataFrame:
    """Return the same quantities as they "were": by true hour in UTC, not rounded, nothing missing or mislabelled."""
    times = pd.date_range(f"{settings.first}-01-01", f"{settings.last}-12-31 23:00", freq="h", tz="UTC", unit="us")
    random = np.random.RandomState(settings.seed)
    skies = weather.skies(times, random)
    total, diffuse = (weather.mean(skies, value) for value in (lambda sky: sky.total, lambda sky: sky.diffuse))
    height = weather.mean(skies, lambda sky: np.maximum(np.cos(np.radians(sky.zenith)), 0))
    warmth = weather.temperature(times, random, total)
    hub, windspeed = weather.winds(times, random, height)
    panels = weather.mean(skies, power.on_panels)
    return pd.DataFrame(
        {
            "solar_GW": power.solar(times, random, panels, warmth, settings.solar_growth),
            "wind_GW": power.wind(times, random, hub, settings.wind_growth),
            "windspeed": windspeed,
            "temperature": warmth,
            "rad_horizontal": total - diffuse,
            "rad_diffuse": diffuse,
        },
        index=times,
    )


def clock(times: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """The labels of the weather at the hours ``times`` (UTC) in the upstream data: local time minus an hour, as UTC.

    These labels are right in winter and an hour late in summer. So 01:00 is missing on the last Sunday in March, and
    comes twice on the last Sunday in October.
    """
    local = times.tz_convert("Europe/Berlin").tz_localize(None)
    return (local - pd.Timedelta(hours=1)).tz_localize("UTC")


def _labelled(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the weather the labels of its ``clock`` and leave power its own, on the hours that both have."""
    powers, weathers = frame[["solar_GW", "wind_GW"]], frame.drop(columns=["solar_GW", "wind_GW"])
    joined = weathers.set_axis(clock(pd.DatetimeIndex(frame.index))).join(powers, how="inner")
    return joined.rename_axis("utc_timestamp").reset_index()[COLUMNS]


def _without(frame: pd.DataFrame, gaps: Gaps) -> pd.DataFrame:
    """Drop the hours of ``gaps``."""
    missing = pd.Series(False, index=frame.index)
    for start, hours in gaps:
        begin = pd.Timestamp(start, tz="UTC")
        missing |= frame["utc_timestamp"].between(begin, begin + pd.Timedelta(hours=hours), inclusive="left")
    return frame[~missing].reset_index(drop=True)
