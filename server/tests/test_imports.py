"""Do the rooms of the house import downwards only, and in no circle?"""

import ast
import os
import re
from fnmatch import fnmatchcase
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


TOUCHES = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}  # os's names for the environment
MAY_TOUCH = {
    "workshop/environment.py": "is the door for all others",
    "__main__.py": "runs before anything is installed",
    "workshop/checks/process.py": "looks for a variable in other processes",
    "workshop/setup/venv.py": "runs before anything is installed",
    "workshop/git.py": "stands on the door's own floor",
    "workshop/kernels/forkserver.py": "gives a forked kernel its own; modules that may change are not imported there",
    "workshop/kernels/imports.py": "notes what libraries read and set",
    "workshop/services/lab.py": "sets JupyterLab's, in JupyterLab's process",
    "workshop/services/tracking.py": "sets the tracking server's, in that server's process",
}


def touches(path: Path) -> bool:
    """Whether a file has one of these names, for whatever it does with it."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return bool(TOUCHES & (used | {node.name for node in nodes if isinstance(node, ast.alias)}))


def test_is_the_environment_read_and_set_at_one_door():
    files = [PACKAGE.parent / "__main__.py", *MODULES.values()]
    assert {path.relative_to(PACKAGE.parent).as_posix() for path in files if touches(path)} == set(MAY_TOUCH)


SET_ELSEWHERE = ("services/lab.py", "services/tracking.py", "setup/mirror.py")
NAME = re.compile(r"_?[A-Z]+(_[A-Z]+)+")


def named(path: Path) -> set[str]:
    """The texts in a file that look like a variable's name."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    found = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in found if NAME.fullmatch(text)}


def test_does_the_readme_list_every_variable_that_is_read_or_set(monkeypatch):
    text = (PACKAGE.parent / "README.md").read_text(encoding="utf-8")
    table = text.partition("## Environment variables")[2].partition("\n## ")[0]
    # Behind "other" stands what is taken away, which may not stand for what is set.
    listed = re.findall(r"(?<!other )`([A-Z_*]+)`", table)
    monkeypatch.setattr(os, "environ", {})
    elsewhere = [named(PACKAGE / path) for path in SET_ELSEWHERE]
    assert all(elsewhere), "the names are written in another way than `named` knows"
    names = {*environment.READ, *environment.for_children({})}.union(*elsewhere)
    assert [name for name in sorted(names) if not any(fnmatchcase(name, each) for each in listed)] == []
