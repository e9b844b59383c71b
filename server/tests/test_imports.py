"""Do the rooms of the house import downwards only, and in no circle?"""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import workshop
from workshop import environment

PACKAGE = Path(workshop.__file__).parent
FLOORS = (  # from the top down; rooms of one floor don't know each other
    ("__main__",),
    ("cli",),
    ("authoring",),
    ("classroom", "lesson"),
    ("learner",),
    ("checks",),
    ("progress",),
    ("services",),
    ("kernels", "lock"),
    ("course", "energy", "setup"),
    ("environment", "git", "paths", "errors"),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def module(path: Path) -> str:
    return ".".join(("workshop", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


MODULES = {module(path): path for path in PACKAGE.rglob("*.py")}


def imported(path: Path) -> set[str]:
    """The modules of the package that a file imports, at its top or when it is called."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            # By dots, the module is None, or lacks the "workshop" by which it is looked at here.
            assert node.level == 0, f"{path}:{node.lineno} imports by dots: write all of it, from `workshop` on"
            if node.module.startswith("workshop"):
                named = {f"{node.module}.{alias.name}" for alias in node.names}
                found |= {name if name in MODULES else node.module for name in named}
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in MODULES}
    return found


IMPORTS = {name: imported(path) for name, path in MODULES.items()}


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def test_has_every_room_its_floor():
    assert {room(name) for name in MODULES} - {""} == set(FLOOR)


def test_do_imports_run_downwards_only():
    up = [
        f"{name} imports {other}"
        for name, others in IMPORTS.items()
        for other in others
        if room(name) and room(other) and room(name) != room(other) and FLOOR[room(name)] >= FLOOR[room(other)]
    ]
    assert not up, up


def test_do_imports_run_in_no_circle():
    TopologicalSorter(IMPORTS).prepare()  # raises CycleError, which names the circle


READS = re.compile(r"os\.environ(\.get\(|\.setdefault\(|\[[^\]]+\](?! *=[^=]))|getenv")
# It puts the two variables that it sets back as they were; the environment that a fork server's imports read is noted there.
AS_WELL = {"environment.py", "kernels/warm.py", "kernels/imports.py"}


def test_is_the_environment_read_at_one_door():
    """The set-up, which runs before anything is installed, has its own."""
    found = {path.relative_to(PACKAGE).as_posix() for path in MODULES.values() if READS.search(path.read_text("utf-8"))}
    assert {place for place in found if not place.startswith("setup/")} <= AS_WELL


def test_does_the_readme_list_every_variable_that_is_read():
    readme = (PACKAGE.parent / "README.md").read_text(encoding="utf-8")
    assert [name for name in environment.READ if f"`{name}`" not in readme] == []
