"""What a package needs, directly and by others, and the lock that says so."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, PathDistribution, requires, version
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from workshop.checks.expect import shown
from workshop.progress.outcome import NotAttempted, Wrong

NAME = "powerdesk"
FILE = "4_projects/powerdesk/requirements.lock"
OPTIONS = ("#", "-", "    ")  # a comment, an option of pip, and the hash or the comment of the line above


def pins(text: str) -> dict[str, str]:
    """The version of each package that a lock names. Raises Wrong for a line that isn't name==version."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith(OPTIONS):
            continue
        written = line.partition(" #")[0].partition(" --hash")[0].strip().removesuffix("\\").strip()
        try:
            need = Requirement(written)
        except InvalidRequirement:
            raise Wrong(f"The lock has the line {shown(line)}.", "Each line is name==version.") from None
        exact = [each.version for each in need.specifier if each.operator == "==" and "*" not in each.version]
        if len(exact) != 1 or len(need.specifier) != 1:
            raise Wrong(
                f"The lock has the line {shown(line)}, which leaves the version open.",
                'A lock says one version: f"{name}=={version(name)}".',
            )
        if need.marker and not need.marker.evaluate({"extra": ""}):
            continue
        found[canonicalize_name(need.name)] = exact[0]
    return found


def needed(packages: Path) -> dict[str, str]:
    """Which package needs each package that the installed powerdesk needs, directly or by others. Raises NotAttempted
    where it isn't installed."""
    found = next((path for path in sorted(packages.glob(f"{NAME}-*.dist-info")) if path.is_dir()), None)
    if found is None:
        raise NotAttempted(f"{NAME} isn't installed in the folder packages.", "Go through 4.2.4 first.")
    by: dict[str, str] = {}
    todo = [(NAME, text, "") for text in PathDistribution(found).requires or []]
    seen = set[tuple[str, str]]()
    while todo:
        who, text, extra = todo.pop()
        try:
            need = Requirement(text)
        except InvalidRequirement:
            continue
        if need.marker and not need.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(need.name)
        by.setdefault(name, who)
        for each in ("", *need.extras):
            if (name, each) not in seen:
                seen.add((name, each))
                todo += [(name, other, each) for other in _requires(name)]
    return by


def _requires(name: str) -> Iterable[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def judged(pinned: dict[str, str], by: dict[str, str]) -> None:
    """Raises Wrong unless the lock has just what is needed, in the versions that are installed."""
    if NAME in pinned:
        raise Wrong(f"The lock names {NAME} itself.", "It says what the package needs; the package is the wheel.")
    missing = sorted(by.keys() - pinned.keys())
    if missing:
        direct = {name for name, who in by.items() if who == NAME}
        found = (
            f"The lock has {len(pinned)} package{'s' * (len(pinned) != 1)} and lacks {len(missing)}: for one "
            f"{missing[0]}, which {by[missing[0]]} needs."
        )
        if set(pinned) <= direct:
            raise Wrong(
                found, "What the direct ones need is needed, too: requires(needed.name) comes onto the list.", 0.25
            )
        raise Wrong(found, "Go on with what each package requires, until there is nothing new.", 0.25)
    more = sorted(pinned.keys() - by.keys())
    if more:
        raise Wrong(
            f"The lock has {len(more)} package{'s' * (len(more) != 1)} more than needed: {more[0]}, for one.",
            "Begin with what powerdesk requires, not with all that is installed; and leave out what stands under a "
            "marker that isn't true here.",
            0.5,
        )
    for name, written in sorted(pinned.items()):
        here = _here(name)
        if here and not _same(written, here):
            raise Wrong(
                f"The lock says {name}=={written}; {here} is installed.", "You have tested with what is installed.", 0.5
            )


def _here(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _same(one: str, other: str) -> bool:
    try:
        return Version(one) == Version(other)
    except InvalidVersion:
        return one == other
