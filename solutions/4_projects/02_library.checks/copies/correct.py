"""The desk's tables of hours: a row an hour, which the column utc_timestamp names; power in GW."""

import pandas as pd

TIME = "utc_timestamp"
POWER = ["solar_GW", "wind_GW"]
WEATHER = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]


def joined(weather, power):
    """The hours that both tables have, in order of time. Raises ValueError where one of them has an hour twice."""
    both = weather.merge(power, on=TIME, validate="one_to_one")
    return both.sort_values(TIME, ignore_index=True)


def gaps(hours):
    """A list of all hours that are missing between the first and the last, in order of time."""
    there = pd.DatetimeIndex(hours[TIME])
    return list(pd.date_range(there.min(), there.max(), freq="h").difference(there))


def split(hours, judge_from):
    """The hours before the day `judge_from`, and the others. A day begins at midnight in UTC."""
    later = hours[TIME] >= pd.Timestamp(judge_from, tz="UTC")
    return hours[~later], hours[later]


def mended(hours):
    """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
    first = ~hours[TIME].duplicated()  # of October's label that comes twice, the first is summer time
    local = hours[TIME].dt.tz_localize(None) + pd.Timedelta(hours=1)
    true = local.dt.tz_localize("Europe/Berlin", ambiguous=first.to_numpy()).dt.tz_convert("UTC")
    weather = hours[[TIME, *WEATHER]].assign(**{TIME: true})
    return joined(weather, hours.loc[first, [TIME, *POWER]])[hours.columns]
