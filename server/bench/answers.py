"""How many answers are judged rightly? Those of a folder, which needn't be the course's own.

    python3 server/bench/answers.py FOLDER [EXERCISE ...]

FOLDER holds `right/` and `wrong/`, or the course's own `NAME.right/` and `NAME.wrong/`, at any depth: files of answers,
named `2.1.4-some-words.py`, with the code that takes the place of the exercise's solution. Each runs in a real kernel
where the solutions before it have run; a verdict is printed for each, and in the end how many are misjudged.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

from walks import Walk

from workshop.authoring import scratch_services
from workshop.course import index

NAME = re.compile(r"(?P<exercise>\d+\.\d+\.\d+)-.+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("exercises", nargs="*", metavar="EXERCISE", help="2.1.4 or 2.1, say; all of them without one")
    given = parser.parse_args()
    found = [path for path in sorted(given.folder.rglob("*.py")) if _wanted(path, given.exercises)]
    right = misjudged = 0
    with scratch_services.started(print) as scratch, tempfile.TemporaryDirectory() as folder:
        for notebook in index.read().notebooks:
            mine = [path for path in found if path.name.startswith(f"{notebook.id}.")]
            if not mine:
                continue
            place = Path(folder) / notebook.name
            place.mkdir()
            walk = Walk(notebook, scratch, place)
            for path in mine:
                is_right = path.parent.name.endswith("right")
                shown, error, raised = walk.attempt(NAME.match(path.stem)["exercise"], path.read_text(encoding="utf-8"))
                passed = shown.partition("\n")[0].endswith(": passed")
                right, misjudged = right + is_right, misjudged + (passed != is_right)
                mark = "  " if passed == is_right else "!!"
                print(
                    f"{mark} {path.parent.name}/{path.name}\n     {shown or error}".replace("\n  ", "\n     "),
                    flush=True,
                )
                if raised:
                    print(f"     (its own cell raised {raised.splitlines()[0][:200]})", flush=True)
            walk.stop()
    print(f"{right} right and {len(found) - right} wrong answers; {misjudged} misjudged")


def _wanted(path: Path, exercises: list[str]) -> bool:
    name = NAME.match(path.stem)
    return bool(name) and (not exercises or any(f"{name['exercise']}.".startswith(f"{each}.") for each in exercises))


if __name__ == "__main__":
    main()
