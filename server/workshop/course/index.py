"""The index of the course: its notebooks and their exercises, as the TOML file beside each text gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from workshop.course import index_file
from workshop.course.problems import CourseError, Problem, Problems
from workshop.paths import COURSE

CHAPTERS = "[1-9]_*"
Found = TypeVar("Found")
_CELL_MARKER = re.compile(r"^# %%(?!\w)", re.MULTILINE)


@dataclass(frozen=True)
class Exercise:
    """One graded exercise; `id` is chapter.notebook.exercise.

    `asks` lists what the exercise asks for: {"what": in words, "seen_in": the function of the check that looks at it,
    "wrong": the name of a wrong answer that lacks just this}.
    `free` lists what the exercise leaves open: {"change": a change of what the solution leaves, as `workshop strength`
    names it, with * for any words; "why": why the check passes it}.
    """

    id: str
    title: str
    points: int
    hints: tuple[str, ...]
    asks: tuple[dict[str, str], ...] = field(default=(), hash=False)
    free: tuple[dict[str, str], ...] = field(default=(), hash=False)

    @property
    def notebook(self) -> str:
        """The id of its notebook."""
        return self.id.rpartition(".")[0]


@dataclass(frozen=True)
class Notebook:
    """One notebook of the course.

    `route` is one of ROUTES (see `index_file.py`), `today` the desk's date in it, `needs` the ids of the notebooks and
    exercises that must be done before, `other_experiments` the experiments that its runs go to besides `experiment`,
    `leaves` the files in the learner's folder that it writes and that later notebooks import, `retired` the ids of
    exercises that it once had. An exercise's id is a name: exercises are in the order of the text,
    whatever their numbers.
    """

    id: str
    folder: str
    name: str
    title: str
    minutes: int
    route: str
    demo: bool
    today: date
    experiment: str
    needs: tuple[str, ...]
    other_experiments: tuple[str, ...]
    leaves: tuple[str, ...]
    retired: tuple[str, ...]
    exercises: tuple[Exercise, ...]
    root: Path = field(default=COURSE, repr=False)

    @property
    def chapter(self) -> str:
        """The number of its chapter: "2" of notebook 2.1."""
        return self.id.partition(".")[0]

    @property
    def experiments(self) -> tuple[str, ...]:
        """All experiments of the notebook, the main one first."""
        return (self.experiment, *self.other_experiments)

    @property
    def index(self) -> Path:
        """The TOML file of the notebook."""
        return self.root / "solutions" / self.folder / f"{self.name}.toml"

    @property
    def text(self) -> Path:
        """The source, in percent format."""
        return self.index.with_suffix(".py")

    @property
    def executed(self) -> Path:
        """The solution notebook with its outputs, built from the text."""
        return self.index.with_suffix(".ipynb")

    @property
    def checks(self) -> Path:
        """The checks of its exercises. If they are too long for one file, more are in a folder of the same name."""
        return self.index.with_suffix(".checks.py")

    @property
    def wrong(self) -> Path:
        """The folder of wrong answers."""
        return self.index.with_suffix(".wrong")

    @property
    def right(self) -> Path:
        """The folder of right answers that differ from the solution."""
        return self.index.with_suffix(".right")

    @property
    def learner(self) -> Path:
        """The learner's notebook, released from the executed one."""
        return self.root / self.folder / f"{self.name}.ipynb"

    def within(self, work: Path) -> Path:
        """The learner's copy in the folder `work`."""
        return work / self.folder / f"{self.name}.ipynb"


@dataclass(frozen=True)
class Course:
    """The whole course as its index files give it, its notebooks in the order of their ids."""

    folder: Path
    notebooks: tuple[Notebook, ...]

    def notebook(self, id: str) -> Notebook:
        """The notebook "2.1". Raises CourseError, naming the ids that there are, for an unknown id."""
        return _look_up(id, {notebook.id: notebook for notebook in self.notebooks}, "notebook")

    def exercise(self, id: str) -> Exercise:
        """The exercise "2.1.3". Raises CourseError, naming the ids that there are, for an unknown id."""
        return _look_up(
            id, {exercise.id: exercise for notebook in self.notebooks for exercise in notebook.exercises}, "exercise"
        )

    def chosen(self, id: str | None) -> list[Notebook]:
        """The notebook `id` alone, or all of them without one."""
        return list(self.notebooks) if id is None else [self.notebook(id)]

    def part(self, name: str | None) -> list[Notebook]:
        """The notebooks of a chapter ("2", "2_tracking"), one notebook ("2.1"), or all (None). Raises CourseError for
        none."""
        found = [
            notebook for notebook in self.notebooks if name in (None, notebook.id, notebook.chapter, notebook.folder)
        ]
        if not found:
            chapters = ", ".join(dict.fromkeys(notebook.chapter for notebook in self.notebooks))
            ids = ", ".join(notebook.id for notebook in self.notebooks)
            raise CourseError(f"No chapter or notebook {name!r}. There are the chapters {chapters}, and in them {ids}.")
        return found

    def needed(self, notebook: Notebook) -> list[Notebook]:
        """The notebooks that `notebook` builds on, directly or through others, in the order of the course."""
        every = {other.id: other for other in self.notebooks}
        found: set[str] = set()
        open_ends = [notebook]
        while open_ends:
            direct = {_notebook_of(need, every) for need in open_ends.pop().needs} - found
            found |= direct
            open_ends += [every[id] for id in direct]
        return [other for id, other in every.items() if id in found]

    def opens_chapter(self, notebook: Notebook) -> bool:
        """Whether it is the first notebook of its chapter."""
        return next(found.id for found in self.notebooks if found.chapter == notebook.chapter) == notebook.id

    @property
    def experiments(self) -> frozenset[str]:
        """The names of all notebooks' experiments."""
        return frozenset(name for notebook in self.notebooks for name in notebook.experiments)


def read(folder: Path = COURSE) -> Course:
    """The course in `folder`. Raises Problems with all problems at once."""
    found, problems = [], []
    for path in sorted((folder / "solutions").glob(f"{CHAPTERS}/*.toml")):
        values, wrong = index_file.read(path, folder)
        problems += wrong
        if values is not None:
            exercises = tuple(Exercise(**exercise) for exercise in values.pop("exercises"))
            found.append(Notebook(**values, exercises=exercises, root=folder))
    found.sort(key=lambda notebook: index_file.order(notebook.id))
    problems += _texts_without_index(folder) + _clashes(found) + _unmet_needs(found)
    if problems:
        raise Problems(problems)
    return Course(folder, tuple(found))


def _notebook_of(need: str, every: dict[str, Notebook]) -> str:
    """A need names a notebook, or an exercise in one."""
    return need if need in every else need.rpartition(".")[0]


def _look_up(id: str, known: dict[str, Found], noun: str) -> Found:
    if id not in known:
        there_are = f"There are {', '.join(known)}" if known else f"The course has no {noun} yet"
        raise CourseError(f"No {noun} {id!r}. {there_are}.")
    return known[id]


def _texts_without_index(course: Path) -> list[Problem]:
    """A text without its TOML is not built, and would be released as an ordinary file, solutions and all."""
    return [
        Problem(
            path.relative_to(course).as_posix(), 1,
            f"a notebook's text without its index: write {path.stem}.toml beside it",
        )
        for path in sorted((course / "solutions").glob(f"{CHAPTERS}/*.py"))
        if not path.with_suffix(".toml").exists() and _CELL_MARKER.search(path.read_text(encoding="utf-8"))
    ]  # fmt: skip


def _clashes(found: list[Notebook]) -> list[Problem]:
    """Ids and experiments that two notebooks share."""
    problems, owners = [], dict[tuple[str, str], Notebook]()
    for notebook in found:
        others = [("other_experiments", name) for name in notebook.other_experiments]
        for key, value in (("id", notebook.id), ("experiment", notebook.experiment), *others):
            noun = "id" if key == "id" else "experiment"
            owner = owners.setdefault((noun, value), notebook)
            if owner is not notebook:
                message = f"{noun} {value!r} belongs to {owner.index.name} already: choose another"
                problems.append(_problem(notebook, key, message))
    return problems


def _unmet_needs(found: list[Notebook]) -> list[Problem]:
    """Needs that don't exist, or that come later in the course than the notebook that needs them."""
    problems, earlier = [], set()
    for notebook in found:
        for need in notebook.needs:
            if need not in earlier:
                message = f"needs {need!r}, which is no notebook or exercise before {notebook.id}"
                problems.append(_problem(notebook, "needs", message))
        earlier |= {notebook.id, *(exercise.id for exercise in notebook.exercises)}
    return problems


def _problem(notebook: Notebook, key: str, message: str) -> Problem:
    path = notebook.index
    line = index_file.line_of(path.read_text(encoding="utf-8"), key)
    return Problem(path.relative_to(notebook.root).as_posix(), line, message)
