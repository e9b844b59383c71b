"""`.venv/bin/python server/bench/typed.py`: do the types fit, in the package and in the checks of the lessons?

mypy takes no file for a module that has a dot in its name, as `04_search.checks.py` has. So it gets copies of the
checks, laid out as `workshop.checks.check_of` loads them, and what it says of a copy is said of the file that it was
made from.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from workshop.paths import COURSE, SOLUTIONS

PLACES = ["server/workshop", "server/__main__.py", "server/bench/typed.py", "solutions/conftest.py"]


def copied(checks: Path, folder: Path) -> dict[Path, Path]:
    """Copy a notebook's checks into `folder`, as a package; return the original of each copy."""
    package = folder / f"checks_{checks.name.partition('.')[0]}"
    parts = {package / part.name: part for part in checks.with_suffix("").glob("*.py")}
    originals = {package / "__init__.py": checks, **parts}
    package.mkdir()
    for copy, original in originals.items():
        shutil.copyfile(original, copy)
    return originals


def main() -> int:
    originals: dict[Path, Path] = {}
    with tempfile.TemporaryDirectory(prefix="workshop-typed-") as folder:
        for checks in sorted(SOLUTIONS.glob("*/*.checks.py")):
            originals |= copied(checks, Path(folder))
        command = [sys.executable, "-m", "mypy", "--config-file", "server/pyproject.toml", *PLACES]
        done = subprocess.run([*command, *map(str, originals)], cwd=COURSE, stdout=subprocess.PIPE, text=True)
    said = done.stdout
    for copy, original in originals.items():
        said = said.replace(str(copy), original.relative_to(COURSE).as_posix())
    print(said, end="", flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
