"""A small course for the tests to build, break and release."""

import tomllib
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import nbformat

from workshop.course.files import dump
from workshop.course.index import read
from workshop.course.text import compose_all
from workshop.paths import SOLUTIONS

INDEX = """\
id = "2.1"
title = "A sample"
minutes = 20
route = "core"
demo = true
today = 2014-12-31
experiment = "2.1-sample"

[[exercises]]
id = "2.1.1"
title = "Fit"
points = 2
hints = ["Think.", "Fit it."]

[[exercises]]
id = "2.1.2"
title = "Log"
points = 3
hints = ["Log it."]
"""

TEXT = """\
# %% [markdown]
# # A sample
# What you will have at the end.

# %% [markdown] tags=["instructor"]
# Pause here.

# %% tags=["opening"]
import uuid
from workshop.lesson import answer, begin, check
desk = begin("2.1")
print("run", uuid.uuid4().hex)

# %% [markdown]
# ## Fit

# %%
names = ["wind", "solar"]
### BEGIN SOLUTION
slope = 0.8674
answer("2.1.1", slope)
### STUB
# slope = 0.0   # fit it
#
# # then look at it
### END SOLUTION
names, slope

# %%
check("2.1.1")

# %%
### BEGIN SOLUTION
logged = round(slope, 2)
### STUB
# logged = None
### END SOLUTION

# %%
### BEGIN SOLUTION
print("logged", logged, "GW")
answer("2.1.2", logged)
### STUB
# print("logged", logged)
### END SOLUTION

# %%
check("2.1.2")
"""

CHECKS = """\
from workshop.checks.check_of import exercise
from workshop.checks.expect import number
from workshop.progress.outcome import Wrong


@exercise("2.1.1", "the slope, in GW per m/s")
def slope(evidence):
    given = number(evidence.answer(), "GW per m/s")
    if not 0 < given < 1:
        raise Wrong(f"The slope is {given}.", "Fit it.")
    return "a slope between 0 and 1"


@exercise("2.1.2", "the slope, rounded")
def logged(evidence):
    number(evidence.answer(), "GW per m/s")
    return "the slope is kept"
"""

CONFTEST = (SOLUTIONS / "conftest.py").read_text(encoding="utf-8")
SANITIZE = (SOLUTIONS / "sanitize.cfg").read_text(encoding="utf-8")


def make_course(folder: Path, text: str = TEXT, index: str = INDEX, name: str = "01_sample") -> Path:
    """A course with one notebook, `solutions/2_tracking/<name>`; returns its folder."""
    put(folder / "solutions" / "conftest.py", CONFTEST)
    put(folder / "solutions" / "sanitize.cfg", SANITIZE)
    add_notebook(folder, text, index, name)
    return folder


def add_notebook(course: Path, text: str, index: str, name: str, chapter: str = "2_tracking") -> None:
    put(course / "solutions" / chapter / f"{name}.py", text)
    put(course / "solutions" / chapter / f"{name}.toml", index)
    put(
        course / "solutions" / chapter / f"{name}.checks.py", CHECKS.replace('"2.1.', f'"{tomllib.loads(index)["id"]}.')
    )


def fill(course: Path) -> None:
    """Executed notebooks without executing: each code cell has a number and shows its own id."""
    for notebook, composed in compose_all(read(course).notebooks):
        for number, cell in enumerate((c for c in composed.cells if c.cell_type == "code"), start=1):
            cell.execution_count = number
            cell.outputs = [nbformat.v4.new_output("stream", text=f"{cell.id}\n")]
        notebook.executed.write_bytes(dump(composed))


def scratch_on(services):
    """A stand-in for `scratch_services.started` that leads to `services`, which the session of tests has running."""

    @contextmanager
    def opened(report, data=None):
        yield replace(services.workspace, data=data)

    return opened


def renumbered(text: str, old: str = "2.1", new: str = "2.2") -> str:
    """The sample's text or index, as another notebook."""
    return text.replace(f'"{old}', f'"{new}').replace(f"{old}.", f"{new}.")


def line_of(text: str, snippet: str) -> int:
    """The line, from one, in which the snippet first stands."""
    return text[: text.index(snippet)].count("\n") + 1


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def put_first(notebook, code):
    """Have a notebook run `code` before all else."""
    text = notebook.text.read_text(encoding="utf-8")
    notebook.text.write_text(text.replace("import uuid", f"{code}\nimport uuid"), encoding="utf-8")


def leaving(notebook, name, content):
    """Have a notebook write a file into the learner's folder, and say in its index that it leaves it there."""
    masked = content.replace("SOLUTION", "SOLU~TION").replace(
        "STUB", "ST~UB"
    )  # a marker would make it a solution's cell
    path = f"os.path.join(os.environ['WORKSHOP_WORK'], {name!r})"
    put_first(notebook, f"import os; open({path}, 'w').write({masked!r}.replace('~', ''))")
    entry = notebook.index.read_text(encoding="utf-8")
    notebook.index.write_text(entry.replace("today", f"leaves = [{name!r}]\ntoday", 1), encoding="utf-8")
