"""The table of how strong the checks are: a section a notebook, in a file beside the tests, and on the terminal."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.status import Status
from rich.table import Table

from workshop import checks
from workshop.authoring.strength import Strength, measure
from workshop.course import files
from workshop.course.index import Course, Exercise, Notebook
from workshop.course.text import compose

PLACE = "server/tests/authoring/strength.json"
MEASURES = [
    Path(__file__).with_name(f"{name}.py")
    for name in ("strength", "changes", "altered", "other_models", "registry_changes", "scratch_state")
]
ROOM = checks.__name__


def fingerprint(notebook: Notebook) -> str:
    """A hash of what an exercise's strength depends on: the code of its notebook, its checks and the modules of
    `workshop.checks` that they import, what is free, and how strength is measured. Prose, hints and comments may
    change."""
    code = [cell.source for cell in compose(notebook).cells if cell.cell_type == "code"]
    own = [notebook.checks, *sorted(notebook.checks.with_suffix("").glob("*.py"))]
    modules = [_code(path) for path in (*own, *_imported(own), *MEASURES)]
    free = [json.dumps([exercise.id, exercise.free], sort_keys=True) for exercise in notebook.exercises]
    return hashlib.sha256("\0".join([*code, *modules, *free]).encode()).hexdigest()[:16]


def _imported(paths: Iterable[Path]) -> list[Path]:
    """The modules of `workshop.checks` that these files import, directly or through one another."""
    found, new = set[Path](), set(paths)
    while new:
        found |= new
        nodes = [node for path in new for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
        froms = [(node.module or "", node.names) for node in nodes if isinstance(node, ast.ImportFrom)]
        names = {name for place, given in froms for name in (place, *(f"{place}.{each.name}" for each in given))}
        files = {Path(folder, f"{name.removeprefix(f'{ROOM}.')}.py") for folder in checks.__path__ for name in names}
        new = {path for path in files if path.exists()} - found
    return sorted(found - {*paths})


def _code(path: Path) -> str:
    """A module's code without comments and docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return f"{path.name} {ast.dump(tree)}"


def read(course: Course) -> dict[str, Any]:
    """The table as it is stored; {} where there is none."""
    file = course.folder / PLACE
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def faults(course: Course) -> list[str]:
    """What is wrong with the stored table, or by it with a check; a sentence each."""
    table, found = read(course), []
    for notebook in course.notebooks:
        section, command = table.get(notebook.id, {}), f"workshop strength {notebook.id}"
        if section.get("fingerprint") != fingerprint(notebook):
            found.append(f"{notebook.id} isn't measured as it is now: {command}")
        for id, row in section.get("exercises", {}).items():
            found += [f"{id} {fault}. Mend it, then: {command}" for fault in Strength(**row).faults]
    gone = sorted(table.keys() - {notebook.id for notebook in course.notebooks})
    return found + [
        f"{PLACE} has a section for {id}, but there is no such notebook. Delete the section." for id in gone
    ]


def survey(course: Course, notebooks: Sequence[Notebook], console: Console, *, check: bool = False) -> list[str]:
    """Measure these notebooks, print a line an exercise, and store each notebook's section behind it; with `check`
    nothing is stored.

    Returns what an author has to see to: faults, and with `check` what isn't as the stored table has it.
    """
    found: dict[str, dict[str, Strength]] = {}
    told = []
    for notebook in notebooks:
        with console.status("Starting") as status:

            def step(words: str, status: Status = status) -> None:
                status.update(escape(words))

            found[notebook.id] = measure(course, notebook, step, lambda *of: _tell(console, *of))
        rows = {id: asdict(row) for id, row in found[notebook.id].items()}
        section = {"fingerprint": fingerprint(notebook), "exercises": rows}
        if check and read(course).get(notebook.id) != section:
            told.append(
                f"What was measured for {notebook.id} differs from {PLACE}. "
                f"To store it: workshop strength {notebook.id}"
            )
        if not check:
            _store(course, read(course) | {notebook.id: section})
    console.print(_shown(found))
    return [f"{id} {fault}" for rows in found.values() for id, row in rows.items() for fault in row.faults] + told


def _tell(console: Console, exercise: Exercise, strength: Strength, seconds: float) -> None:
    console.print(f"{exercise.id}: {_words(strength)}, {seconds:.0f} s")
    console.print("".join(f"    {escape(fault)}\n" for fault in strength.faults), end="")


def _store(course: Course, sections: dict[str, Any]) -> None:
    order = {notebook.id: notebook for notebook in course.notebooks}
    kept = {id: sections[id] for id in order if id in sections}
    files.write(course.folder / Path(PLACE), f"{json.dumps(kept, indent=1, ensure_ascii=False)}\n".encode())


def _words(row: Strength) -> str:
    return f"{row.tried} changes, {row.caught} caught, {len(row.free)} free, {len(row.holes)} holes"


def _shown(found: dict[str, dict[str, Strength]]) -> Table:
    table = Table("exercise", "changes", "caught", "free", "holes", "defects", box=None, pad_edge=False)
    for rows in found.values():
        for id, row in rows.items():
            bad = [f"[red]{len(names)}[/]" if names else "0" for names in (row.holes, row.defects)]
            table.add_row(id, str(row.tried), str(row.caught), str(len(row.free)), *bad)
    return table
