"""The power (GW) of Germany's panels and turbines in that weather, while more and more of them are built."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.random import RandomState
from pvlib import irradiance

from workshop.energy.weather import Floats, Sky, persistent

Knots = Sequence[tuple[str, float]]  # a date, and a factor that holds then

PLANES = ((32, 180, 0.5), (25, 110, 0.25), (25, 250, 0.25))  # tilt, azimuth (degrees), share of the panels
LOWEST_SUN = 0.06  # cosine of the zenith below which the direct beam is not blown up any further
SOLAR_GW = 0.0222  # per W/m2 on the panels, on the first day, at 25 degrees
SOLAR_HEAT = 0.0035  # share lost per degree above 25
SOLAR_SNOW = 0.3  # share lost to snow and frost when it freezes hard
SOLAR_NOISE = 0.135

WIND_GW = 26.5  # all turbines at their limit, on the first day
WIND_SCALE, WIND_SHAPE = 8.0, 2.4  # of the power curve: m/s, and its steepness
WIND_NOISE = 0.112
WIND_LIGHT = 0.75  # new turbines also start in lighter wind: power of the growth by which wind is felt more


def growth(times: pd.DatetimeIndex, knots: Knots) -> Floats:
    """Interpolate between ``knots`` at each of ``times``; flat outside them."""
    dates = pd.DatetimeIndex([date for date, _ in knots], tz="UTC")
    return np.interp(times.as_unit("s").asi8, dates.as_unit("s").asi8, [factor for _, factor in knots])


def on_panels(sky: Sky) -> Floats:
    """Radiation on the panels' mix of planes, W/m2: beam, isotropic sky, light off the ground."""
    height = np.cos(np.radians(sky.zenith))
    beam = np.where(height > 0, (sky.total - sky.diffuse) / np.maximum(height, LOWEST_SUN), 0)
    panels = np.zeros_like(beam)
    for tilt, azimuth, share in PLANES:
        facing = np.maximum(irradiance.aoi_projection(tilt, azimuth, sky.zenith, sky.azimuth), 0)
        around = irradiance.isotropic(tilt, sky.diffuse) + irradiance.get_ground_diffuse(tilt, sky.total, 0.2)
        panels += share * (beam * facing + around)
    return panels


def solar(times: pd.DatetimeIndex, random: RandomState, panels: Floats, temperature: Floats, knots: Knots) -> Floats:
    """GW from ``panels`` (W/m2 on them) and ``temperature`` (degrees C), with capacity growing along ``knots``."""
    cells = temperature + 0.03 * panels
    heat = 1 - SOLAR_HEAT * (cells - 25)
    snow = 1 - SOLAR_SNOW / (1 + np.exp(temperature + 1))
    noise = np.exp(SOLAR_NOISE * persistent(random, len(times), hours=8))
    return SOLAR_GW * growth(times, knots) * panels * heat * snow * noise


def wind(times: pd.DatetimeIndex, random: RandomState, hub: Floats, knots: Knots) -> Floats:
    """GW from the wind that turbines feel (m/s), by a curve that saturates, with capacity growing along ``knots``."""
    built = growth(times, knots)
    felt = hub * built**WIND_LIGHT * np.exp(WIND_NOISE * persistent(random, len(times), hours=14, smooth=3))
    power: Floats = WIND_GW * built * (1 - np.exp(-((felt / WIND_SCALE) ** WIND_SHAPE)))
    return power
