"""Tries a learner's `mended` on tables that are made here, whose numbers say which hour they are of."""

from __future__ import annotations

import ast
import math
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from workshop.checks import process
from workshop.checks.expect import shown
from workshop.energy.simulate import clock
from workshop.progress.outcome import NotAttempted, Wrong

from . import mending

FILE = "4_projects/powerdesk/src/powerdesk/hours.py"
SECONDS = 60
MOST_FILES, MOST_BYTES = 50, 2_000_000  # in one folder of the learner's package
NO_PACKAGES = {
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONPATH": str(Path(__file__).parent / "nothing"),
}  # none of the learner's
COLUMNS = ["utc_timestamp", "solar_GW", "wind_GW", "windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
POWER = {"solar_GW": 0.0, "wind_GW": 0.125}
WEATHER = {"windspeed": 0.25, "temperature": 0.375, "rad_horizontal": 0.5, "rad_diffuse": 0.625}
SPANS = {  # by name: the first hours (UTC) and how many there are
    "a summer": [("2018-07-02 05:00", 30)],
    "a winter": [("2019-01-15 05:00", 30)],
    "a spring": [("2022-03-26 20:00", 40)],
    "an autumn": [("2031-10-25 12:00", 40)],
    "autumn with a gap": [("2017-10-28 20:00", 3), ("2017-10-29 00:00", 4), ("2017-10-29 08:00", 5)],
    "spring with a gap": [("2013-03-30 12:00", 11), ("2013-03-31 22:00", 12)],
    "two years": [
        (f"{year}-{month:02}-{day} 10:00", 5)
        for year in (2023, 2024)
        for month in range(1, 13)
        for day in (4, 27)
    ],
}  # fmt: skip
Fact = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """A table with the weather's labels as they are delivered. A number's whole part is the hour, since 1970, that it
    is of; the rest is its column's."""

    name: str

    @cached_property
    def table(self) -> pd.DataFrame:
        true = self._true
        since = (true - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(hours=1)
        weather = pd.DataFrame({name: since + part for name, part in WEATHER.items()}, index=clock(true))
        power = pd.DataFrame({name: since + part for name, part in POWER.items()}, index=true)
        joined = weather.join(power, how="inner").rename_axis(mending.TIME).reset_index()
        return joined.sort_values([mending.TIME, "windspeed"], ignore_index=True)[COLUMNS]

    @property
    def _true(self) -> pd.DatetimeIndex:
        """The hours of the spans, in UTC."""
        found = [pd.date_range(first, periods=count, freq="h", tz="UTC") for first, count in SPANS[self.name]]
        return pd.DatetimeIndex([hour for span in found for hour in span])

    @property
    def expected(self) -> list[int]:
        """The hours of which the table has both, weather and power."""
        weather = {int(hour) for hour in self.table["windspeed"]}
        return sorted(weather & {int(hour) for hour in self.table["solar_GW"]})


def not_written(source: str) -> None:
    """Raises NotAttempted where hours.py has no `mended`, Wrong where it isn't Python or has blanks."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise Wrong(f"hours.py is no Python: {error}.", _CELL) from None
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    names |= {
        name.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for name in node.targets
        if isinstance(name, ast.Name)
    }
    names |= {name.asname or name.name for node in tree.body if isinstance(node, ast.ImportFrom) for name in node.names}
    if "mended" not in names:
        raise NotAttempted(
            "hours.py has no function mended yet.",
            "Take away the # in front of its lines, fill the blanks, and run the cell that begins with %%writefile.",
        )
    if any(isinstance(node, ast.Name) and node.id == "____" for node in ast.walk(tree)):
        raise Wrong(
            "hours.py still has blanks: ____.", "Fill them, and run the cell that begins with %%writefile again."
        )


_CELL = "Mend the cell that begins with %%writefile, and run it again."


def facts(package: Path, state: Path) -> dict[str, Fact]:
    """What `mended` of the learner's package has made of each table; `state` is the folder of their state."""
    given = {f"powerdesk/{name}": content for name, content in modules(package).items()}
    given |= {f"tables/{name}.csv": Made(name).table.to_csv(index=False).encode() for name in SPANS}
    found = process.facts(Path(mending.__file__), given, "mended", SECONDS, state, NO_PACKAGES)
    if "import" in found:
        raise Wrong(f"hours.py can't be imported: {found['import']['raised']}.", _CELL)
    return found


def modules(folder: Path) -> dict[str, bytes]:
    """The Python files of a learner's folder by name. Raises Wrong where they can't be read, or are too many."""
    files = sorted(path for path in folder.glob("*.py") if path.is_file())
    try:
        if len(files) > MOST_FILES or sum(file.stat().st_size for file in files) > MOST_BYTES:
            raise Wrong(
                f"{folder.name} has {len(files)} Python files, too many or too large.", "Leave there what is asked."
            )
        return {file.name: file.read_bytes() for file in files}
    except OSError as error:
        raise Wrong(
            f"A file in {folder.name} can't be read: {error}.", "Whoever runs the notebook must be able to."
        ) from None


def judged(found: dict[str, Fact]) -> None:
    """Raises Wrong for the first table of which mended made something else than asked."""
    for name in SPANS:
        made, fact = Made(name), found[name]
        where = (
            f"In {name} of {made.table['utc_timestamp'].iloc[0].year}"
            if name != "two years"
            else "In two years, 2023 and 2024,"
        )
        if fact["raised"]:
            raise Wrong(f"{where} mended raised {fact['raised'].rstrip('.')}.", _of_error(fact["raised"]))
        _is_table(fact)
        _in_pairs(where, made, fact)
        _each_once(where, made, fact)
        _left_alone(fact)


def _is_table(fact: Fact) -> None:
    """Raises Wrong unless mended returned a table with the columns that it was given, times in UTC."""
    if fact["kind"] != "table":
        raise Wrong(f"mended returned a {fact['kind']}, and no table.", "Its last line returns the table.")
    if sorted(fact["columns"]) != sorted(COLUMNS):
        raise Wrong(
            f"mended returned the columns {', '.join(fact['columns'])}.",
            f"It returns those that it was given: {', '.join(COLUMNS)}.",
        )
    if fact["columns"] != COLUMNS:
        raise Wrong("mended returned the columns in another order.", "[hours.columns] puts them back into theirs.")
    if fact["zone"] != "UTC":
        raise Wrong(
            f"utc_timestamp of what mended returned {'is in ' + fact['zone'] if fact['zone'] else 'has no time zone'}.",
            'It stays in UTC: .dt.tz_convert("UTC") at the end.',
        )


def _in_pairs(where: str, made: Made, fact: Fact) -> None:
    """Raises Wrong unless power and weather of each row are of the hour that the row names."""
    for row, hour in enumerate(fact["hours"]):
        numbers = {name: fact["numbers"][name][row] for name in [*POWER, *WEATHER]}
        empty = next((name for name, number in numbers.items() if not math.isfinite(number)), None)
        if empty:
            raise Wrong(
                f"{where} mended left {empty} empty at {_said(hour)}.",
                "An hour of which weather or power is missing is left out.",
            )
        off = {name: number - (POWER | WEATHER)[name] - hour for name, number in numbers.items()}
        moved = next((name for name in POWER if off[name]), None)
        if moved:
            raise Wrong(
                f"{where} the row {_said(hour)} has the power of {_said(hour + off[moved])}.",
                "Power has the right hours as it is. Only the weather moves.",
            )
        late = next((name for name in WEATHER if off[name]), None)
        if late:
            raise Wrong(f"{where} the row {_said(hour)} has {_whose(off[late])}.", _of_shift(off, hour))


def _whose(off: float) -> str:
    size = f"{abs(off):.0f} hour{'s' * (abs(off) != 1)}"
    return f"the weather of {size} {'earlier' if off < 0 else 'later'}"


def _of_shift(off: dict[str, float], hour: float) -> str:
    """A sentence on the mistake that gives this hour weather of others; `off` says by column of how much later ones."""
    of_weather = {off[name] for name in WEATHER}
    if len(of_weather) > 1:
        return "All four columns of the weather move together: WEATHER names them."
    time = pd.DatetimeIndex([pd.Timestamp(hour * 3600, unit="s", tz="UTC")])
    by = of_weather.pop()
    if by == -1 and clock(time)[0] != time[0]:
        return "There the weather has not moved. Has your rule the beginning and the end of every summer?"
    if by < -1:
        return "There it moved the wrong way: what is labelled 13:00 in summer is the weather of 12:00."
    return (
        "There it moved where it shouldn't: in winter, and at the second of October's two labels, it is right as it is."
    )


def _each_once(where: str, made: Made, fact: Fact) -> None:
    """Raises Wrong unless the table has each hour of which both are known once, in order of time."""
    found, expected = [round(hour) for hour in fact["hours"]], made.expected
    doubled = next((hour for hour in found if found.count(hour) > 1), None)
    if doubled is not None:
        raise Wrong(
            f"{where} mended gives the hour {_said(doubled)} twice.",
            "Of a label that comes twice the power counts once.",
        )
    missing = sorted(set(expected) - set(found))
    if missing:
        raise Wrong(
            f"{where} {len(missing)} of the {len(expected)} hours are lost, {_said(missing[0])} first.",
            "Of October's label that comes twice, each is an hour of its own; and a gap takes its own hours alone.",
        )
    if set(found) - set(expected):
        raise Wrong(
            f"{where} mended gives an hour more: {_said(min(set(found) - set(expected)))}.", "Where is it from?"
        )
    if found != expected:
        raise Wrong(f"{where} the rows aren't in order of time.", "sort_values(TIME) puts them in order.")


def _left_alone(fact: Fact) -> None:
    """Raises Wrong where the table that mended was given is another one afterwards."""
    if fact.get("changed") is not False:
        raise Wrong(
            "mended changed the table that it was given.",
            "Work on a copy: hours[[...]] and assign make one; hours[TIME] = ... writes into the caller's table.",
        )


def _said(hour: float) -> str:
    with suppress(ValueError, OverflowError):
        return f"{pd.Timestamp(hour * 3600, unit='s', tz='UTC'):%Y-%m-%d %H:%M}"
    return shown(hour)


def _of_error(raised: str) -> str:
    if "'ambiguous'" in raised:
        return (
            "In October one time of the German clock comes twice: ambiguous=... says of each whether it is summer time."
        )
    if "nonexistent" in raised:
        return "Add the hour first: a label is German time less one hour. Then no time falls into the skipped one."
    if "MergeError" in raised:
        return "joined refuses an hour that comes twice: is each true hour once in the weather, and in the power?"
    return "Try it in a cell of your own, on a few rows: mended(table.head(20))."
