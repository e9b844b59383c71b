"""The same four functions in other words: what passes on one correct copy passes on each."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pandas as pd

TIME, POWER, WEATHER = (
    "utc_timestamp",
    ["solar_GW", "wind_GW"],
    ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"],
)
GERMANY, HOUR = ZoneInfo("Europe/Berlin"), timedelta(hours=1)


def joined(weather, power):
    for each in (weather, power):
        if each[TIME].duplicated().any():
            raise ValueError("an hour comes twice")
    return weather[weather[TIME].isin(power[TIME])].merge(power, on=TIME).sort_values(TIME).reset_index(drop=True)


def gaps(hours):
    known, found = set(hours[TIME]), []
    at = min(known)
    while at < max(known):
        at += HOUR
        if at not in known:
            found.append(at)
    return found


def split(hours, judge_from):
    first = pd.Timestamp(judge_from).tz_localize("UTC")
    return hours.loc[hours[TIME] < first], hours.loc[hours[TIME] >= first]


def mended(hours):
    seen, true, weather = set(), [], hours[[TIME, *WEATHER]].copy()
    for label in hours[TIME]:
        before = label - HOUR
        late = before.tz_convert(GERMANY).utcoffset() == 2 * HOUR and label not in seen
        true.append(before if late else label)
        seen.add(label)
    weather[TIME] = pd.Series(true, index=hours.index).astype(hours[TIME].dtype)
    power = hours[[TIME, *POWER]].drop_duplicates(TIME)
    return joined(weather, power).reindex(columns=hours.columns)
