"""What an exercise expects of an answer, and of what a run says: each function returns what it read, or raises Wrong.
The last ones say what a learner gets for an exercise of several parts, of which some are right.

Answers come from people, so they are of any type and any size; these functions raise nothing but an Outcome.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from workshop.progress.outcome import NotAttempted, Outcome, Wrong

if TYPE_CHECKING:
    from mlflow.entities import Run

Value = TypeVar("Value")
COMPUTED = 1e-6  # what the order of adding, or 32-bit numbers, may make of a score
SHOWN = 80  # characters of a learner's value in a verdict, at most


def shown(value: object, most: int = SHOWN) -> str:
    """A value as Python writes it, cut to `most` characters; whatever it is, this doesn't raise."""
    try:
        text = repr(value)
    except Exception:  # a number of more digits than Python prints, lists in lists beyond counting
        return f"a {type(value).__name__} that can't be shown"
    return text if len(text) <= most else f"{text[: most - 1]}…"


def number(given: object, unit: str = "", name: str = "", share: float = 0.0) -> float:
    """`given`, where it is a finite number that fits 64 bits; True isn't one. `name` is the field that it stands in."""
    whose = f"{name} is {shown(given)}, which" if name else shown(given)
    try:
        if not isinstance(given, bool) and isinstance(given, int | float) and math.isfinite(float(given)):
            return float(given)
    except OverflowError:
        pass
    raise Wrong(
        f"{whose} is not a number.", f"Hand in a number{f', in {unit}' if unit else ', without quotes'}.", share
    )


def fields(given: object, *names: str) -> list[Any]:
    """The values of an answer that is a dictionary of just these names, in their order."""
    if not isinstance(given, dict) or set(given) != set(names):
        wanted = ", ".join(f'"{name}": ...' for name in names)
        raise Wrong(f"{shown(given)} is not what was asked for.", f"Hand in a dictionary: {{{wanted}}}.")
    return [given[name] for name in names]


def numbers(given: object, unit: str, *names: str) -> dict[str, float]:
    """The numbers of an answer that is a dictionary of just these names, by name."""
    return {name: number(value, unit, name) for name, value in zip(names, fields(given, *names), strict=True)}


def near(given: float, expected: float, within: float) -> bool:
    """Whether two numbers differ by `within` at most; False for NaN and for infinite numbers."""
    return math.isfinite(given) and math.isfinite(expected) and abs(given - expected) <= within


def to_the_digit(given: float, expected: float) -> bool:
    """Whether `given` is `expected`, computed in one way or another, or that rounded to the digits that `given` has."""
    if not (math.isfinite(given) and math.isfinite(expected)):
        return False
    return near(given, expected, COMPUTED + 0.501 * last_digit(given))


def last_digit(given: float) -> float:
    """What one is worth in the last of the digits that a finite number has: 0.01 for 2.35."""
    return 10.0 ** int(Decimal(repr(float(given))).as_tuple().exponent)


def close(
    given: float,
    expected: float,
    within: float,
    slips: Mapping[float, tuple[str, str]],
    otherwise: tuple[str, str],
    share: float = 0.0,
) -> None:
    """Raises Wrong unless `given` is `expected`: with the words in `slips` for the mistake that gives just this
    number, or else with the words of `otherwise`."""
    if near(given, expected, within):
        return
    found, try_next = next((words for slip, words in slips.items() if near(given, slip, within)), otherwise)
    raise Wrong(found, try_next, share)


def params(run: Run, names: Iterable[str], try_next: str, share: float = 0.0) -> dict[str, str]:
    """The run's parameters of these names, as text. Raises Wrong with the names of all that are missing."""
    return _all_there(run, "parameter", run.data.params, list(names), try_next, share)


def metrics(run: Run, names: Iterable[str], try_next: str, share: float = 0.0) -> dict[str, float]:
    """The run's metrics of these names. Raises Wrong with the names of all that are missing."""
    return _all_there(run, "metric", run.data.metrics, list(names), try_next, share)


def _all_there(
    run: Run, what: str, given: Mapping[str, Value], names: Collection[str], try_next: str, share: float
) -> dict[str, Value]:
    missing = [name for name in names if name not in given]
    if missing:
        several = "s" * (len(missing) > 1)
        raise Wrong(f"The run {run.info.run_name} lacks the {what}{several} {', '.join(missing)}.", try_next, share)
    return {name: given[name] for name in names}


def whole(run: Run, name: str, least: int, most: int, try_next: str) -> int:
    """A parameter of the run as a whole number from `least` to `most`: fitting again with it must not take too long."""
    text = run.data.params[name]
    where = f"The parameter {name} of the run {run.info.run_name} is {shown(text)}"
    try:
        value = int(text)
    except ValueError:
        raise Wrong(f"{where}, which is no whole number.", try_next) from None
    if not least <= value <= most:
        raise Wrong(f"{where}; it should be from {least} to {most}.", try_next)
    return value


def the_only(tagged: Sequence[Run], none: Callable[[], Outcome], several: Callable[[Sequence[Run]], Outcome]) -> Run:
    """The one run that carries a tag. Raises what `none` gives where no run does, and what `several` gives for more."""
    if not tagged:
        raise none()
    if len(tagged) > 1:
        raise several(tagged)
    return tagged[0]


@contextmanager
def earned(share: float) -> Iterator[None]:
    """A Wrong inside the `with` earns at least this share of the points: the parts before it are right."""
    try:
        yield
    except Wrong as wrong:
        wrong.share = max(wrong.share, share)
        raise


def all_parts(*parts: Callable[[], object]) -> None:
    """Looks at every part of an exercise. Where some aren't right, it raises what the first of them raised, with the
    share of the parts that are right. A missing part is Wrong, too: others may be there."""
    found = [outcome for outcome in map(_outcome, parts) if outcome]
    if found:
        found[0].share = 1 - len(found) / len(parts)
        raise found[0]


def _outcome(part: Callable[[], object]) -> Outcome | None:
    """What a part of a check raises; None where it is right."""
    try:
        part()
    except NotAttempted as missing:
        return Wrong(missing.found, missing.try_next)
    except Outcome as outcome:
        return outcome
    return None
