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
TESTS, NBVAL = "the tests", "the solutions, run and compared"
Steps = dict[str, int]  # seconds by the name of a step
Walk = dict[str, float]  # a line of the table of the walks' seconds
STEP = re.compile(r"^== (.+), after (\d+) s$", re.MULTILINE)
OF_AN_ANSWER = ("saving", "cells", "check", "restoring")
OF_A_NOTEBOOK = ("starting", "walking", "once more")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log", type=Path, help="what .ci/run printed")
    parser.add_argument("--notebooks", type=int, default=26)
    parser.add_argument("--answers", type=int, default=1100)
    given = parser.parse_args()
    text = given.log.read_text(encoding="utf-8", errors="replace")
    steps, walks = _steps(text), _walks(text)
    if not walks or TESTS not in steps:
        parser.error(f"{given.log} has no table of the walks' seconds: it must be what a whole run of .ci/run printed.")
    print(f"{'minutes':<60}{'today':>8}{'then':>8}")
    for name, (seconds, times) in shares(steps, walks, given.notebooks, given.answers).items():
        print(f"{name:<60}{seconds / 60:>8.1f}{seconds * times / 60:>8.1f}")


def shares(steps: Steps, walks: list[Walk], notebooks: int, answers: int) -> dict[str, tuple[float, float]]:
    """What the seconds of all steps went into, and how many times as many each share will be; their sum comes last."""
    today, judged = len(walks), int(sum(walk["tests"] for walk in walks))
    by_answer = sum(walk.get(name, 0) for walk in walks for name in OF_AN_ANSWER) / WORKERS
    by_notebook = sum(walk.get(name, 0) for walk in walks for name in OF_A_NOTEBOOK) / WORKERS
    rest = sum(seconds for name, seconds in steps.items() if name not in (TESTS, NBVAL))
    found = {
        f"answers: {judged} -> {answers}": (by_answer, answers / judged),
        f"notebooks walked through: {today} -> {notebooks}": (by_notebook, notebooks / today),
        NBVAL: (steps.get(NBVAL, 0), notebooks / today),
        "all other tests": (steps[TESTS] - by_answer - by_notebook, 1.0),
        "all other steps": (rest, 1.0),
    }
    total, then = sum(s for s, _ in found.values()), sum(s * times for s, times in found.values())
    return found | {"in all": (total, then / total)}


def _steps(text: str) -> Steps:
    """The steps of `.ci/run`, and the seconds that each took."""
    found = [(name, int(after)) for name, after in STEP.findall(text)]
    return {name: end - begun for (name, begun), (_, end) in zip(found, found[1:], strict=False)}


def _walks(text: str) -> list[Walk]:
    """The lines of the table of the walks' seconds, a notebook each; "tests" is the number of its tests."""
    table = re.search(r"=+ seconds of the walks =+\n(.+)\n((?:\s+\d+\.\d+ .+\n)+)", text)
    if not table:
        return []
    names = re.split(r"\s{2,}", table[1].strip())[1:]
    return [dict(zip(names, map(float, line.split()[1:]), strict=True)) for line in table[2].splitlines()]


if __name__ == "__main__":
    main()
