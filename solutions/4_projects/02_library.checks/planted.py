"""Copies of hours.py on which a learner's tests are tried: correct ones, and one for each planted bug."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

COPIES = Path(__file__).parent / "copies"
CORRECT, OTHER = "correct", "other"  # the second one is correct, too, in other words


@dataclass(frozen=True)
class Bug:
    """`function` is the one that has it, `kind` what a test has to look at to find it, and `code` the function with
    the bug: below the correct copy it takes the place of the correct one."""

    function: str
    kind: str
    code: str


BUGS: dict[str, Bug] = {
    "left": Bug(
        "joined",
        "an hour that the weather has and the power hasn't",
        """
def joined(weather, power):
    both = weather.merge(power, on=TIME, how="left", validate="one_to_one")
    return both.sort_values(TIME, ignore_index=True)
""",
    ),
    "right": Bug(
        "joined",
        "an hour that the power has and the weather hasn't",
        """
def joined(weather, power):
    both = weather.merge(power, on=TIME, how="right", validate="one_to_one")
    return both.sort_values(TIME, ignore_index=True)
""",
    ),
    "weather twice": Bug(
        "joined",
        "an hour that the weather has twice",
        """
def joined(weather, power):
    both = weather.merge(power, on=TIME, validate="many_to_one")
    return both.sort_values(TIME, ignore_index=True)
""",
    ),
    "power twice": Bug(
        "joined",
        "an hour that the power has twice",
        """
def joined(weather, power):
    both = weather.merge(power, on=TIME, validate="one_to_many")
    return both.sort_values(TIME, ignore_index=True)
""",
    ),
    "unsorted": Bug(
        "joined",
        "tables whose rows aren't in order of time",
        """
def joined(weather, power):
    return weather.merge(power, on=TIME, validate="one_to_one")
""",
    ),
    "first hour": Bug(
        "gaps",
        "a gap of more than one hour",
        """
def gaps(hours):
    there = pd.DatetimeIndex(hours[TIME])
    missing = pd.date_range(there.min(), there.max(), freq="h").difference(there)
    return [hour for hour in missing if hour - pd.Timedelta(hours=1) in there]
""",
    ),
    "first gap": Bug(
        "gaps",
        "a table with more than one gap",
        """
def gaps(hours):
    there = pd.DatetimeIndex(hours[TIME])
    found = []
    for hour in pd.date_range(there.min(), there.max(), freq="h"):
        if hour not in there:
            found.append(hour)
        elif found:
            break
    return found
""",
    ),
    "midnight": Bug(
        "split",
        "the hour that begins at midnight",
        """
def split(hours, judge_from):
    later = hours[TIME] > pd.Timestamp(judge_from, tz="UTC")
    return hours[~later], hours[later]
""",
    ),
    "german day": Bug(
        "split",
        "the last hours before midnight in UTC",
        """
def split(hours, judge_from):
    later = hours[TIME] >= pd.Timestamp(judge_from, tz="Europe/Berlin")
    return hours[~later], hours[later]
""",
    ),
    "all year": Bug(
        "mended",
        "winter",
        """
def mended(hours):
    first = ~hours[TIME].duplicated()
    weather = hours.loc[first, [TIME, *WEATHER]].assign(**{TIME: hours[TIME] - pd.Timedelta(hours=1)})
    return joined(weather, hours.loc[first, [TIME, *POWER]])[hours.columns]
""",
    ),
    "the other way": Bug(
        "mended",
        "summer",
        """
def mended(hours):
    first = ~hours[TIME].duplicated()
    local = hours[TIME].dt.tz_localize(None) + pd.Timedelta(hours=1)
    true = local.dt.tz_localize("Europe/Berlin", ambiguous=first.to_numpy()).dt.tz_convert("UTC")
    weather = hours[[TIME, *WEATHER]].assign(**{TIME: hours[TIME] + (hours[TIME] - true)})
    return joined(weather.drop_duplicates(TIME), hours.loc[first, [TIME, *POWER]])[hours.columns]
""",
    ),
    "october": Bug(
        "mended",
        "the label that comes twice in October",
        """
def mended(hours):
    first = ~hours[TIME].duplicated()
    once = hours[first]  # the second of the two is lost
    local = once[TIME].dt.tz_localize(None) + pd.Timedelta(hours=1)
    true = local.dt.tz_localize("Europe/Berlin", ambiguous=first[first].to_numpy()).dt.tz_convert("UTC")
    return joined(once[[TIME, *WEATHER]].assign(**{TIME: true}), once[[TIME, *POWER]])[hours.columns]
""",
    ),
    "whole months": Bug(
        "mended",
        "the days between a change of the clock and the end of its month",
        """
def mended(hours):
    first = ~hours[TIME].duplicated()
    late = (hours[TIME].dt.month.between(4, 10) & first).astype(int)
    weather = hours[[TIME, *WEATHER]].assign(**{TIME: hours[TIME] - pd.Timedelta(hours=1) * late})
    return joined(weather.drop_duplicates(TIME), hours.loc[first, [TIME, *POWER]])[hours.columns]
""",
    ),
    "power moves": Bug(
        "mended",
        "the hour that a row of the result stands for",
        """
def mended(hours):
    first = ~hours[TIME].duplicated()
    local = hours[TIME].dt.tz_localize(None) + pd.Timedelta(hours=1)
    true = local.dt.tz_localize("Europe/Berlin", ambiguous=first.to_numpy()).dt.tz_convert("UTC")
    label = dict(zip(true, hours[TIME]))  # the right pairs, at the weather's label in place of the true hour
    weather = hours[[TIME, *WEATHER]].assign(**{TIME: true})
    right = joined(weather, hours.loc[first, [TIME, *POWER]])
    return right.assign(**{TIME: right[TIME].map(label)})[hours.columns]
""",
    ),
    "kept": Bug(
        "mended",
        "an hour of which the weather is missing",
        """
def mended(hours):
    first = ~hours[TIME].duplicated()
    local = hours[TIME].dt.tz_localize(None) + pd.Timedelta(hours=1)
    true = local.dt.tz_localize("Europe/Berlin", ambiguous=first.to_numpy()).dt.tz_convert("UTC")
    weather = hours[[TIME, *WEATHER]].assign(**{TIME: true})
    return hours.loc[first, [TIME, *POWER]].merge(weather, on=TIME, how="left")[hours.columns]
""",
    ),
    "changed": Bug(
        "mended",
        "the table that mended was given, afterwards",
        """
def mended(hours):
    first = ~hours[TIME].duplicated()
    power = hours.loc[first, [TIME, *POWER]]
    local = hours[TIME].dt.tz_localize(None) + pd.Timedelta(hours=1)
    hours[TIME] = local.dt.tz_localize("Europe/Berlin", ambiguous=first.to_numpy()).dt.tz_convert("UTC")
    return joined(hours[[TIME, *WEATHER]], power)[hours.columns]
""",
    ),
}


def text(name: str) -> str:
    """The source of a copy: CORRECT, OTHER, or that with the bug of this name."""
    found = (COPIES / f"{OTHER if name == OTHER else CORRECT}.py").read_text(encoding="utf-8")
    return f"{found}\n{BUGS[name].code}" if name in BUGS else found
