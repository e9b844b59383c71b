"""What a text that can be built still lacks to be a good lesson. Each finding says file, line, and what to do.

`index`, `cell_roles` and `markers` refuse texts that can't be built. `lint_executed` refuses stored notebooks. Only the
tests of the answers show whether stubs and wrong answers get their verdicts.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import nbformat

from workshop.authoring import lint_calls, lint_stubs
from workshop.authoring.stored_outputs import PICTURES
from workshop.course import cell_roles, markers
from workshop.course.index import Course, Exercise, Notebook
from workshop.course.problems import Problem
from workshop.course.text import Part, compose, parts

CELLS = 28  # in the learner's notebook: "at most about 25"; with the instructor's never more than 30
LINES = 30  # in a cell, at most, without blank lines
LINES_OF_FILE = 40  # where the cell writes a file, which can't be cut in two
WRITES_FILE = "%%writefile"
WORDS = 6  # in a cell of prose, at least
CLOSING = "## What you have now"
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\([^)]*\)|<img\b(?P<html>[^>]*)>", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(["'])\s*[^"'\s]""", re.IGNORECASE)
_LINK = re.compile(r"\]\((?P<target>[^)#\s]+)")
LineProblem = tuple[int, str]


@dataclass(frozen=True)
class Sheet:
    """A notebook of the course and its cells; `shown` are those that a learner gets."""

    course: Course
    notebook: Notebook
    parts: list[Part]

    @property
    def shown(self) -> list[Part]:
        return [part for part in self.parts if part.role.kind != cell_roles.INSTRUCTOR]

    def of_exercise(self, exercise: Exercise) -> Iterator[tuple[int, Part]]:
        """(place among the shown, cell) for the exercise's solutions and its check."""
        return ((nth, part) for nth, part in enumerate(self.shown) if part.role.exercise == exercise)


def findings(course: Course, notebook: Notebook) -> list[Problem]:
    """What to mend in a notebook, in the order of its lines. Raises Problems for a text that can't be built."""
    sheet = Sheet(course, notebook, parts(notebook))
    place = notebook.text.relative_to(notebook.root).as_posix()
    found = [Problem(place, line, message) for rule in RULES for line, message in rule(sheet)]
    return sorted({*found, *_of_wrong_answers(notebook), *_of_readme(notebook)})


def _opening(sheet: Sheet) -> Iterator[LineProblem]:
    """The first cells: the title, what the learner will have at the end, the minutes; then begin() with its id."""
    notebook, first = sheet.notebook, sheet.shown[0]
    opening = next(part for part in sheet.shown if part.role.kind == cell_roles.OPENING)
    if first.cell.cell_type != "markdown" or not first.cell.source.startswith(f"# {notebook.id} "):
        yield first.line, f"the first cell begins with the title: # {notebook.id} {notebook.title}"
    elif not _prose(first):
        yield first.line, "the first cell says what you will have at the end"
    if f"{notebook.minutes} minutes" not in " ".join(first.cell.source.split()):
        yield first.line, f"the first cell says how long it takes: {notebook.minutes} minutes, by {notebook.index.name}"
    if f'begin("{notebook.id}")' not in opening.cell.source:
        yield opening.line, f'the opening begins another notebook: write begin("{notebook.id}")'


def _closing(sheet: Sheet) -> Iterator[LineProblem]:
    """The last cell: what the learner has now, and a link to the next notebook."""
    last = sheet.shown[-1]
    if last.cell.cell_type != "markdown" or CLOSING not in last.cell.source.splitlines():
        yield last.line, f"the last cell is the closing one: markdown with the heading {CLOSING}"
        return
    every = sheet.course.notebooks
    following = every[every.index(sheet.notebook) + 1 :]
    if not following:
        return
    way = os.path.relpath(following[0].learner, sheet.notebook.learner.parent).replace(os.sep, "/")
    if way not in _LINK.findall(last.cell.source):
        yield last.line, f"the last cell leads to the next notebook: [{following[0].id}]({way})"


def _size(sheet: Sheet) -> Iterator[LineProblem]:
    if len(sheet.shown) > CELLS:
        yield (
            sheet.shown[CELLS].line,
            f"{len(sheet.shown)} cells for the learner, {CELLS} at most: join, cut, or make two notebooks",
        )
    for part in sheet.parts:
        forms = [part.cell.source]
        if part.role.kind == cell_roles.SOLUTION:
            marks = (markers.BEGIN, markers.STUB, markers.END)
            outside = [line for line in part.cell.source.splitlines() if line.strip() not in marks]
            stub = markers.halves(part.cell.source)[1].splitlines()
            forms = [markers.clear(part.cell.source), "\n".join(outside[: len(outside) - len(stub)])]
        longest = max(sum(bool(line.strip()) for line in form.splitlines()) for form in forms)
        most = LINES_OF_FILE if part.cell.source.startswith(WRITES_FILE) else LINES
        if longest > most:
            yield part.line, f"a cell of {longest} lines, {most} at most: one idea a cell"


def _exercises(sheet: Sheet) -> Iterator[LineProblem]:
    """Each exercise: prose after the check before it, and its own check directly after its solution."""
    begin = 0
    for exercise in sheet.notebook.exercises:
        places = list(sheet.of_exercise(exercise))
        (first, start), (end, check) = places[0], places[-1]
        if not any(map(_prose, sheet.shown[begin:first])):
            yield (
                start.line,
                f"no prose before exercise {exercise.id}: say in a markdown cell what is to be done, and why",
            )
        if sheet.shown[end - 1].role.exercise != exercise:
            yield (
                check.line,
                f"the check of {exercise.id} is the very next cell after its solution: move what stands between",
            )
        begin = end + 1


def _stubs(sheet: Sheet) -> Iterator[LineProblem]:
    halves = {}
    for exercise in sheet.notebook.exercises:
        mine = [part for _, part in sheet.of_exercise(exercise) if part.role.kind == cell_roles.SOLUTION]
        wholes, stubs = zip(*(markers.halves(part.cell.source) for part in mine), strict=True)
        halves[exercise.id] = mine[0].line, "\n".join(wholes), "\n".join(stubs)
    for id, (line, whole, stub) in halves.items():
        others = {other: whole for other, (_, whole, _) in halves.items() if other != id}
        problem = lint_stubs.problem(stub, whole, others)
        if problem:
            yield line, f"exercise {id}: {problem}"


def _alt_texts(sheet: Sheet) -> Iterator[LineProblem]:
    for part in sheet.parts:
        if part.cell.cell_type == "markdown":
            yield from ((part.line + line, message) for line, message in _without_alt(part.cell.source))


def _without_alt(text: str) -> Iterator[LineProblem]:
    for line, words in enumerate(text.splitlines()):
        for image in _IMAGE.finditer(words):
            if not (image["alt"] or "").strip() and not _ALT.search(image["html"] or ""):
                yield (
                    line,
                    "a picture without alt text: say between the brackets, or in alt=, what is to be seen "
                    f"({image[0]:.60})",
                )


def _drawn_pictures(sheet: Sheet) -> Iterator[LineProblem]:
    """matplotlib's pictures have no alt text in a notebook, so the cell before or after must say what they show."""
    drawing = _drawing(sheet.notebook)
    shown = sheet.shown
    ids = dict(zip(map(id, sheet.parts), (cell.id for cell in compose(sheet.notebook).cells), strict=True))
    for nth, part in enumerate(shown):
        beside = [*shown[max(nth - 1, 0) : nth], *shown[nth + 1 : nth + 2]]
        if (ids[id(part)], part.cell.source) in drawing and not any(map(_prose, beside)):
            yield (
                part.line,
                "a picture without a word: say in the cell before, or after, what it shows and what to look for",
            )


def _drawing(notebook: Notebook) -> set[tuple[str, str]]:
    """(id, source) of the cells whose stored output has a picture; none where nothing readable is stored yet."""
    try:
        stored = nbformat.read(notebook.executed, as_version=nbformat.NO_CONVERT)
    except (FileNotFoundError, nbformat.reader.NotJSONError):
        return set()
    code = [cell for cell in stored.cells if cell.cell_type == "code"]
    return {
        (cell.id, cell.source)
        for cell in code
        for output in cell.outputs
        if set(output.get("data", {})) & set(PICTURES)
    }


def _calls(sheet: Sheet) -> Iterator[LineProblem]:
    for part in sheet.parts:
        if part.cell.cell_type != "code":
            continue
        yield from ((part.line + line, message) for line, message in lint_calls.problems(part.cell.source))
        stub = lint_stubs.uncommented(markers.halves(part.cell.source)[1])
        yield from ((part.line, f"in the stub, {message}") for _, message in lint_calls.problems(stub))


def _prose(part: Part) -> bool:
    """Whether a cell is markdown that says something, beyond headings and pictures."""
    lines = (line for line in part.cell.source.splitlines() if not line.startswith("#"))
    return part.cell.cell_type == "markdown" and len(_IMAGE.sub("", " ".join(lines)).split()) >= WORDS


def _of_wrong_answers(notebook: Notebook) -> Iterator[Problem]:
    for path in sorted([*notebook.wrong.glob("*.py"), *notebook.right.glob("*.py")]):
        place = path.relative_to(notebook.root).as_posix()
        found = lint_calls.problems(path.read_text(encoding="utf-8"))
        yield from (Problem(place, line + 1, message) for line, message in found)


def _of_readme(notebook: Notebook) -> Iterator[Problem]:
    path = notebook.text.with_name("README.md")
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    place = path.relative_to(notebook.root).as_posix()
    yield from (Problem(place, line + 1, message) for line, message in _without_alt(text))


RULES: tuple[Callable[[Sheet], Iterator[LineProblem]], ...] = (
    _opening, _closing, _size, _exercises, _stubs, _alt_texts, _drawn_pictures, _calls,
)  # fmt: skip
