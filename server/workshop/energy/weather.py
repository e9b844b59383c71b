"""The weather over Germany, hour by hour in true UTC: the sun's real path, and made-up clouds, wind and warmth.

The figures are simulated. Each one is a season, a time of day and noise that persists from hour to hour, averaged
over a few sites; the constants are set so that the national means look like those of the years 2013 to 2016.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.random import RandomState
from numpy.typing import NDArray
from pvlib import clearsky, irradiance, solarposition
from scipy.signal import lfilter

Floats = NDArray[np.float64]

SITES = ((54.4, 9.6), (51.2, 14.6), (50.8, 6.4), (51.4, 9.6), (48.0, 8.2), (48.5, 12.9))  # latitude, longitude
MINUTES = (5, 30, 55)  # of each hour: one instant would lose the hours in which the sun rises or sets
MIDSUMMER, MIDWINTER = 190, 15  # days of the year

CLOUD_REGIME, CLOUD_PASSING, CLOUD_LOCAL = 0.75, 0.19, 0.06  # shares of the variance of clearness
CLOUD_MEAN, CLOUD_SEASON, CLOUD_SPREAD = 1.23, 0.34, 1.9  # of the clearness, before it is squeezed
CLOUD_THICKEST = 0.1  # share of the clear sky's radiation that the thickest cloud lets through

WARMTH_MEAN, WARMTH_SEASON, WARMTH_SUN, WARMTH_SPREAD = 9.5, 7.6, 3.4, 2.3  # degrees C
WARMTH_COLDEST = 20  # day of the year
WARMTH_LAG = 0.4  # share of an hour's radiation that is felt in the same hour

WIND_CALM = 0.35  # m/s that always blow
WIND_MEAN, WIND_SEASON, WIND_SPREAD = 1.23, 0.24, 0.4  # of the logarithm
WIND_MIXING, WIND_NIGHT, WIND_LOCAL = 0.57, 0.125, 0.035  # at 10 m: more by day, less by night, and at random


@dataclass(frozen=True)
class Sky:
    """What one site sees at one instant of each hour: angles in degrees, radiation on the ground in W/m2."""

    zenith: Floats
    azimuth: Floats
    total: Floats
    diffuse: Floats


def persistent(random: RandomState, size: int, hours: float, smooth: float = 2.0) -> Floats:
    """Noise of mean 0 and variance 1 that fades over ``hours`` hours and is smooth over ``smooth`` hours.

    An autoregressive process of order two with the roots exp(-1/hours) and exp(-1/smooth), divided by its
    standard deviation in the long run. Returns ``size`` values.
    """
    slow, fast = np.exp(-1 / hours), np.exp(-1 / smooth)
    both = slow * fast
    variance = (1 + both) / ((1 - both) * (1 - slow**2) * (1 - fast**2))
    warm_up = int(10 * hours)
    shocks = random.standard_normal(warm_up + size)
    noise: Floats = lfilter([1.0], [1.0, -(slow + fast), both], shocks)[warm_up:] / np.sqrt(variance)
    return noise


def season(times: pd.DatetimeIndex, peak: int) -> Floats:
    """A year's cosine at each of ``times``: 1 on the day of the year ``peak``, -1 half a year later."""
    days = times.day_of_year.to_numpy() + times.hour.to_numpy() / 24
    year: Floats = np.cos(2 * np.pi * (days - peak) / 365.25)
    return year


def clearnesses(times: pd.DatetimeIndex, random: RandomState) -> Iterator[Floats]:
    """Yield, site by site, the share of the clear sky's radiation that reaches the ground in each hour."""
    regime = persistent(random, len(times), hours=120, smooth=12)
    passing = persistent(random, len(times), hours=5)
    for _ in SITES:
        local = persistent(random, len(times), hours=2.5)
        cloud = np.sqrt(CLOUD_REGIME) * regime + np.sqrt(CLOUD_PASSING) * passing + np.sqrt(CLOUD_LOCAL) * local
        raw = CLOUD_MEAN + CLOUD_SEASON * season(times, MIDSUMMER) + CLOUD_SPREAD * cloud
        yield CLOUD_THICKEST + (1 - CLOUD_THICKEST) / (1 + np.exp(-raw))


def skies(times: pd.DatetimeIndex, random: RandomState) -> list[Sky]:
    """Return a ``Sky`` for each site and instant.

    Clear sky by Haurwitz, split into direct and diffuse radiation by Erbs in Driesse's form (both from pvlib). This
    form has no jumps, which could turn a difference in the last bit into another figure.
    """
    seen = []
    for (latitude, longitude), clearness in zip(SITES, clearnesses(times, random), strict=True):
        for minute in MINUTES:
            sun = solarposition.ephemeris(times + pd.Timedelta(minutes=minute), latitude, longitude)
            total = clearsky.haurwitz(sun["apparent_zenith"])["ghi"].to_numpy() * clearness
            split = irradiance.erbs_driesse(total, sun["zenith"].to_numpy(), times.day_of_year.to_numpy())
            diffuse = np.minimum(split["dhi"], total)
            seen.append(Sky(sun["apparent_zenith"].to_numpy(), sun["azimuth"].to_numpy(), total, diffuse))
    return seen


def mean(skies: Sequence[Sky], value: Callable[[Sky], Floats]) -> Floats:
    """Average ``value`` of a ``Sky`` over all sites and instants of each hour."""
    average: Floats = np.mean([value(sky) for sky in skies], axis=0)
    return average


def temperature(times: pd.DatetimeIndex, random: RandomState, radiation: Floats) -> Floats:
    """Degrees C: season, the sun of the last hours (``radiation`` in W/m2), and warm and cold spells."""
    sun: Floats = lfilter([WARMTH_LAG], [1, WARMTH_LAG - 1], radiation) / 200 - 0.75
    spells = persistent(random, len(times), hours=60, smooth=6)
    year = WARMTH_MEAN - WARMTH_SEASON * season(times, WARMTH_COLDEST)
    warmth: Floats = year + WARMTH_SUN * sun + WARMTH_SPREAD * spells
    return warmth


def winds(times: pd.DatetimeIndex, random: RandomState, height: Floats) -> tuple[Floats, Floats]:
    """Return the wind that turbines feel and the wind at 10 m, both in m/s: shifted log-normal, stronger in winter.

    ``height`` is the sine of the sun's elevation, 0 by night. By day the air mixes down to 10 m, so that the wind
    there says more than turbines make of it, and by night less.
    """
    spells = persistent(random, len(times), hours=41, smooth=2.5)
    local = persistent(random, len(times), hours=8)
    hub = WIND_CALM + np.exp(WIND_MEAN + WIND_SEASON * season(times, MIDWINTER) + WIND_SPREAD * spells)
    mixing: Floats = WIND_MIXING * lfilter([0.35], [1, -0.65], height) - WIND_NIGHT
    return hub, hub * (1 + mixing) * np.exp(WIND_LOCAL * local)
