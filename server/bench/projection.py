"""What would all checks take with five chapters? From what one run of `.ci/run` printed.

    .ci/run 2>&1 | tee run.log
    python3 server/bench/projection.py run.log [--notebooks 26] [--answers 1100]

An answer costs what today's cost in the mean, a notebook too (its kernel, its solution walked through three times more,
nbval); all other tests stay as they are. Minutes are those of two workers, as `.ci/run` has them.
"""

import argparse
import re
from pathlib import Path

WORKERS = 2
STEP = re.compile(r"^== (.+), after (\d+) s$", re.MULTILINE)
OF_AN_ANSWER = ("saving", "cells", "check", "restoring", "cells and check")
OF_A_NOTEBOOK = ("starting", "walking", "once more")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log", type=Path, help="what .ci/run printed")
    parser.add_argument("--notebooks", type=int, default=26)
    parser.add_argument("--answers", type=int, default=1100)
    given = parser.parse_args()
    text = given.log.read_text(encoding="utf-8", errors="replace")
    steps, walks = _steps(text), _walks(text)
    if not walks or "the tests" not in steps:
        parser.error(f"{given.log} has no table of the walks' seconds: it must be what a whole run of .ci/run printed.")
    notebooks, answers = len(walks), int(sum(walk["tests"] for walk in walks))
    by_answer = sum(walk.get(name, 0) for walk in walks for name in OF_AN_ANSWER)
    by_notebook = sum(walk.get(name, 0) for walk in walks for name in OF_A_NOTEBOOK)
    shares = {
        f"answers: {answers} -> {given.answers}": (by_answer / WORKERS, given.answers / answers),
        f"notebooks: {notebooks} -> {given.notebooks}": (by_notebook / WORKERS, given.notebooks / notebooks),
        "nbval": (steps.get("the solutions, run and compared", 0), given.notebooks / notebooks),
        "all other tests": (steps["the tests"] - (by_answer + by_notebook) / WORKERS, 1),
        "installing, style, types, what is derived": (
            sum(seconds for name, seconds in steps.items() if not name.startswith("the ")),
            1,
        ),
    }
    print(f"{'minutes':<44}{'today':>8}{'then':>8}")
    for name, (seconds, times) in shares.items():
        print(f"{name:<44}{seconds / 60:>8.1f}{seconds * times / 60:>8.1f}")
    today, then = (sum(seconds * (times if later else 1) for seconds, times in shares.values()) for later in (0, 1))
    print(f"{'in all':<44}{today / 60:>8.1f}{then / 60:>8.1f}")


def _steps(text: str) -> dict[str, int]:
    """The steps of `.ci/run`, and the seconds that each took."""
    found = [(name, int(after)) for name, after in STEP.findall(text)]
    return {name: end - begun for (name, begun), (_, end) in zip(found, found[1:], strict=False)}


def _walks(text: str) -> list[dict[str, float]]:
    """The lines of the table of the walks' seconds, a notebook each; "tests" is the number of its tests."""
    table = re.search(r"=+ seconds of the walks =+\n(.+)\n((?:\s+\d+\.\d+ .+\n)+)", text)
    if not table:
        return []
    names = re.split(r"\s{2,}", table[1].strip())[1:]
    return [dict(zip(names, map(float, line.split()[1:]), strict=True)) for line in table[2].splitlines()]


if __name__ == "__main__":
    main()
