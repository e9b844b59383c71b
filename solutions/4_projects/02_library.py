# %% [markdown]
# # 4.2 A library
#
# The same lines stand in three notebooks and in a script: read the hours, join them, split them at a day. All of them
# carry the same fault, the weather's clock, and whoever mends it in one place leaves it in three. In about 45 minutes
# you make a **package** of these lines, with a version: mended once, tested, built, installed, and used by project
# and notebook alike.
#
# You also see how good your tests are: they are tried on code that is right, and on copies into which somebody has
# put bugs.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("4.2")

# %% [markdown] tags=["instructor"]
# **For the instructor.** Ask in how many places of the group's own code the same function stands, and whether it is
# the same in all. Pause at 4.2.1: who has worked with editable installs says a. Pause again at 4.2.3 before the
# check: let the room guess how many of the planted bugs their tests find; a first try finds about half.
#
# What goes wrong most. `mended`: the hour subtracted in winter, too; October's doubled label; the table that was
# handed over is changed. Tests: dates of one summer alone, one gap of one hour, no hour at midnight, tables that are
# in order already. `pyproject.toml`: exact versions among the dependencies, which belong into the lock. Installation:
# a file is mended, and neither built nor installed again, so the old code runs on; then everything in the notebook
# speaks of a bug that is gone.
#
# Nothing is installed into the course's own environment: the package goes to `work/packages`, which the opening cell
# puts on the path. Building and installing need no network. The planted bugs stand in the folder of the checks, in
# `planted.py`.
#
# Champion after this notebook: the same as before it.

# %%
import importlib
import logging
import os
import re
import sys
from importlib.metadata import requires, version
from pathlib import Path

import matplotlib.pyplot as plt
import mlflow
import pandas as pd
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"  # otherwise two lines a run
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # pytest without plugins of other packages: it starts at once
logging.getLogger("mlflow.projects").setLevel(logging.WARNING)  # otherwise three more lines a run
os.chdir(desk.work)  # from here on, files are looked for in your folder
package = Path("4_projects/powerdesk")
for folder in ("src/powerdesk", "tests"):
    (package / folder).mkdir(parents=True, exist_ok=True)
promote = Path("promotions.py").read_text(encoding="utf-8")
log = 'LOG = Path("promotions.jsonl")  # in the folder of the caller'
promote = re.sub("^LOG = .*$", log, promote, flags=re.MULTILINE)
(package / "src/powerdesk/promotions.py").write_text(promote, encoding="utf-8")
hours_so_far = pd.read_csv("4_projects/hours.csv", parse_dates=["utc_timestamp"])
print(*[line for line in promote.splitlines() if line.startswith("LOG")])

# %% [markdown]
# ## The package's folder
#
#     4_projects/powerdesk/
#         pyproject.toml               what it is called, what it needs, how it is built
#         src/powerdesk/__init__.py    its version (given)
#         src/powerdesk/hours.py       tables of hours: join, gaps, split, clock
#         src/powerdesk/promotions.py  the function of 3.5
#         tests/test_hours.py          the tests
#
# The cell above has taken in your `promotions.py`, and has changed one line of it: its log lay beside the file, so in
# a package it would lie in the middle of installed code, and be lost with the next version. Now it is a file of the
# folder in which the caller works.
#
# A package is installed by being *copied*: one tool builds a **wheel** from its source, a ZIP file with the modules
# and a few lines about them; another unpacks the wheel into a folder where Python looks. (That is why there is a
# folder `src`. Python also looks into the current folder; without `src` a test could import the source by chance, and
# not what was installed.)
#
# **Predict**: you build your package as version 0.1.0 and install it. Then you mend a line in its source, save the
# file, and restart the kernel. Which code does `import` run?
#
# - **a**: the mended one: each new process reads the source again,
# - **b**: the old one, until the package is built and installed again,
# - **c**: the old one, until the source gets a new version number,
# - **d**: none: Python sees that source and installed copy differ, and raises an error.

# %%
### BEGIN SOLUTION
answer("4.2.1", "b")
### STUB
# answer("4.2.1", ...)  # in place of the dots: "a", "b", "c" or "d"
### END SOLUTION

# %%
check("4.2.1")

# %% [markdown]
# ## The clock
#
# You have known since chapter 1 that the weather of the desk's files runs late in summer. Here is the rule: the
# weather service labels an hour with *German clock time less one hour*, all year long. In winter that is UTC. In
# summer German clocks are two hours ahead of UTC, so the label is one hour too late: the row 13:00 holds the power of
# 13:00, and the weather of 12:00.
#
# - In March the clock jumps from 2:00 to 3:00. So no weather has the label 01:00 on that Sunday.
# - In October the hour from 2:00 to 3:00 comes twice. So the label 01:00 comes twice, with the same power and two
#   weathers: the first of them is still summer, and belongs to 00:00 UTC; the second is winter.
#
# `hours.py` has four functions, three of them given. Write `mended(hours)`. It takes such a table, with the columns
# of the desk's files, and returns a table with these columns in this order: **each hour once, in order of time, with
# the power and the weather of that hour**. Hours of which one of the two is missing are left out. Power has the right
# hours as it is. The table that was handed over stays as it was: whoever calls the function still has it in hand.
#
# The way there is the rule backwards: label plus one hour is German clock time; pandas knows what that is in UTC.
# `tz_localize` says in which zone a time is meant, and its `ambiguous` says of a time that comes twice whether it is
# summer time.

# %%
# %%writefile 4_projects/powerdesk/src/powerdesk/hours.py
"""The desk's tables of hours: a row an hour, which the column utc_timestamp names; power in GW."""

import pandas as pd

TIME = "utc_timestamp"
POWER = ["solar_GW", "wind_GW"]
WEATHER = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]


def joined(weather, power):
    """The hours that both tables have, in order of time. Raises ValueError where one of them has an hour twice."""
    both = weather.merge(power, on=TIME, validate="one_to_one")
    return both.sort_values(TIME, ignore_index=True)


def gaps(hours):
    """A list of all hours that are missing between the first and the last, in order of time."""
    there = pd.DatetimeIndex(hours[TIME])
    return list(pd.date_range(there.min(), there.max(), freq="h").difference(there))


def split(hours, judge_from):
    """The hours before the day `judge_from`, and the others. A day begins at midnight in UTC."""
    later = hours[TIME] >= pd.Timestamp(judge_from, tz="UTC")
    return hours[~later], hours[later]


### BEGIN SOLUTION
def mended(hours):
    """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
    first = ~hours[TIME].duplicated()  # of October's label that comes twice, the first is summer time
    local = hours[TIME].dt.tz_localize(None) + pd.Timedelta(hours=1)
    true = local.dt.tz_localize("Europe/Berlin", ambiguous=first.to_numpy()).dt.tz_convert("UTC")
    weather = hours[[TIME, *WEATHER]].assign(**{TIME: true})
    return joined(weather, hours.loc[first, [TIME, *POWER]])[hours.columns]


### STUB
# # def mended(hours):
# #     """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
# #     first = ~hours[TIME].duplicated()  # of October's label that comes twice, the first is summer time
# #     local = hours[TIME].dt.tz_localize(None) + pd.Timedelta(hours=____)
# #     true = local.dt.tz_localize(____, ambiguous=first.to_numpy()).dt.tz_convert(____)
# #     weather = hours[[TIME, *WEATHER]].assign(**{TIME: ____})
# #     return joined(____, hours.loc[____, [TIME, *POWER]])[hours.columns]
### END SOLUTION

# %%
check("4.2.2")

# %% [markdown]
# ## Tests, and what they are worth
#
# A **test** is a function that makes a small table, calls one of yours, and asserts what should come out. pytest
# finds it by its name, `test_...`. When is a test good? It passes on every correct `hours.py`, and fails when
# somebody breaks it. So yours are tried: on correct code that isn't yours, and on 16 copies that have a bug each.
# This is what the four functions promise; a bug is whatever breaks a promise.
#
# - `joined(weather, power)`: the hours that both have and no others; in order of time, whatever the order of the
#   tables; ValueError where either of them has an hour twice,
# - `gaps(hours)`: every missing hour, however long and however many the gaps are,
# - `split(hours, judge_from)`: all hours before midnight (UTC) of that day on the one side, and that hour and all
#   after it on the other,
# - `mended(hours)`: what it says above, in winter, in summer, and on the days around both changes of the clock.
#
# Some of the bugs are mistakes that you have met, others are not. A test needs no more than a few rows. The one that
# is given shows how: in `table` each column counts 0, 1, 2 and so on, so that a number tells from which row it comes.
# Write as many as you like. They may use all that `hours.py` has above, and what pytest, pandas and Python have; no
# files.

# %%
# %%writefile 4_projects/powerdesk/tests/test_hours.py
"""Tests of powerdesk.hours: each makes a small table, and says what should come out."""

import pandas as pd
import pytest
from powerdesk import hours


def every_hour(first, count):
    return pd.date_range(first, periods=count, freq="h", tz="UTC")


def table(times, columns):
    times = pd.to_datetime(list(times), utc=True)
    return pd.DataFrame({hours.TIME: times} | dict.fromkeys(columns, range(len(times))))


def test_joined_keeps_the_hours_of_both():
    weather = table(every_hour("2014-07-01 02:00", 3), ["temperature"])
    both = hours.joined(weather, table(every_hour("2014-07-01 03:00", 3), ["wind_GW"]))
    assert both.to_numpy()[:, 1:].tolist() == [[1, 0], [2, 1]]


### BEGIN SOLUTION
def test_joined_sorts_and_refuses_an_hour_that_comes_twice():
    times = list(every_hour("2014-07-01", 3))
    once, power = table(times, ["temperature"]), table(times, ["wind_GW"])
    assert list(hours.joined(once[::-1], power)["wind_GW"]) == [0, 1, 2]
    twice = [table([*times, times[0]], [name]) for name in ("temperature", "wind_GW")]
    for tables in ((once, twice[1]), (twice[0], power)):
        with pytest.raises(ValueError):
            hours.joined(*tables)


def test_gaps_and_split():
    times = every_hour("2014-06-30 20:00", 9)
    assert hours.gaps(table(times[[0, 1, 4, 5, 7, 8]], [])) == list(times[[2, 3, 6]])
    assert [len(part) for part in hours.split(table(times, []), "2014-07-01")] == [4, 5]


@pytest.mark.parametrize("labels, rows", [
    ("2014-01-31 22:00, 2014-01-31 23:00", [(0, 0), (1, 1)]),
    ("2014-03-30 00:00, 2014-03-30 02:00, 2014-03-30 03:00", [(0, 0), (1, 2)]),
    ("2014-10-26 00:00, 2014-10-26 01:00, 2014-10-26 01:00, 2014-10-26 02:00", [(0, 1), (1, 2), (3, 3)]),
])
def test_mended_has_power_and_weather_of_these_rows(labels, rows):
    given, same = (table(labels.split(", "), hours.POWER + hours.WEATHER) for _ in range(2))
    found = hours.mended(given)
    expected = [(same[hours.TIME][power], power, weather) for power, weather in rows]
    assert list(zip(found[hours.TIME], found["wind_GW"], found["windspeed"])) == expected
    assert given.equals(same)


### STUB
# # def test_joined_sorts_and_refuses_an_hour_that_comes_twice():
# #     times = list(every_hour("2014-07-01", 3))
# #     once, power = table(times, ["temperature"]), table(times, ["wind_GW"])
# #     assert list(hours.joined(once[::-1], power)["wind_GW"]) == ____
# #     with pytest.raises(ValueError):
# #         hours.joined(____, ____)
# #
# #
# # def test_gaps_and_split():
# #     times = every_hour("2014-06-30 20:00", 9)
# #     assert hours.gaps(table(times[____], [])) == list(times[____])
# #     assert [len(part) for part in hours.split(table(times, []), "2014-07-01")] == ____
# #
# #
# # @pytest.mark.parametrize("labels, rows", [
# #     ("2014-01-31 22:00, 2014-01-31 23:00", [(0, 0), (1, 1)]),
# #     ("2014-03-30 00:00, ____", ____),
# #     ("2014-10-26 00:00, ____", ____),
# # ])
# # def test_mended_has_power_and_weather_of_these_rows(labels, rows):
# #     given, same = (table(labels.split(", "), hours.POWER + hours.WEATHER) for _ in range(2))
# #     found = hours.mended(given)
# #     expected = [(same[hours.TIME][power], power, weather) for power, weather in rows]
# #     assert list(zip(found[hours.TIME], found["wind_GW"], found["windspeed"])) == ____
# #     assert given.equals(____)
### END SOLUTION

# %%
check("4.2.3")

# %% [markdown]
# How many of the bugs did you find at the first try? Most people find about half. Nobody plants bugs in your own
# code, but everybody changes it, and a test tells about just those changes that somebody thought of.
#
# ## A wheel
#
# `pyproject.toml` says what the package is. Fill the blanks:
#
# - its name is `powerdesk`. It runs on Python 3.11 and later. It needs the packages that its modules import, `mlflow`
#   and `pandas`, each from a lowest version on: `pandas >=3`. Not `==`: two packages that pin different versions
#   can't be installed together,
# - `dynamic` leaves the version to the build tool, flit. It reads it in `__init__.py`, so that the number stands in
#   one place.
#
# The second cell builds and installs. `uv build` makes the wheel in `4_projects/powerdesk/dist`; with
# `--no-build-isolation` it uses the flit that is installed here, where it would otherwise fetch one. `uv pip install`
# unpacks the wheel: into the folder `packages` in your `work/`, and not into the course's environment, which others
# may share. The opening cell has put `packages` on Python's path. `--no-index` means: from this file, without asking
# a server. `--no-deps`: what it needs is there already. `--reinstall`: also over the same version.

# %%
# %%writefile 4_projects/powerdesk/pyproject.toml
[build-system]
requires = ["flit_core >=4,<5"]
build-backend = "flit_core.buildapi"

[project]
dynamic = ["version", "description"]
### BEGIN SOLUTION
name = "powerdesk"
requires-python = ">=3.11"
dependencies = ["mlflow >=3.17", "pandas >=3"]
### STUB
# # name = "____"
# # requires-python = "____"
# # dependencies = ["____", "____"]
### END SOLUTION

[tool.pytest.ini_options]
pythonpath = ["src"]

# %%
### BEGIN SOLUTION
# !uv build --quiet --wheel --no-build-isolation --python "{sys.executable}" 4_projects/powerdesk
wheel = "4_projects/powerdesk/dist/powerdesk-0.1.0-py3-none-any.whl"
# !uv pip install --quiet --no-index --no-deps --reinstall --python "{sys.executable}" --target packages {wheel}
### STUB
# # !uv build --quiet --wheel --no-build-isolation --python "{sys.executable}" ____
# # wheel = "4_projects/powerdesk/dist/____"  # the file that has appeared there
# # !uv pip install --quiet --no-index --no-deps --reinstall --python "{sys.executable}" --target ____ {wheel}
### END SOLUTION

# %%
check("4.2.4")

# %% [markdown]
# From now on `python -m pytest 4_projects/powerdesk` runs your tests on your own code, in a notebook or in a
# terminal: do it after every change. (It finds the source by the last two lines of `pyproject.toml`; `-q` is for few
# words.)
#
# And back to the prediction: the next cell adds a line to the source, asks a new process what it imports, and takes
# the line out again.

# %%
said = !python -m pytest -q --color=no -p no:cacheprovider 4_projects/powerdesk
print("The tests on your own code:", said[-1].partition(" in ")[0])

source = package / "src/powerdesk/hours.py"
written = source.read_bytes()
source.write_bytes(written + b"\nEDITED = True\n")
said = !python -c "from powerdesk import hours; print(hasattr(hours, 'EDITED'))"
source.write_bytes(written)
print("Does a new process see an edit of the source?", said[-1])

# %% [markdown]
# It doesn't: what is imported is the copy. (In other projects you will meet `pip install --editable`: then no copy is
# made, and Python is led to the source. Good while you write; but what you try is then not what others get.)
#
# Now the notebook uses the package, like any other. Below, a clear day in June: the sun's radiation and the solar
# power, each as a share of its largest value. On the left as the table was found, on the right mended. Look at the
# morning and at the evening.

# %%
importlib.invalidate_caches()  # the folder has changed since Python looked into it
for name in [name for name in sys.modules if name.partition(".")[0] == "powerdesk"]:
    del sys.modules[name]  # Python reads a module once; so it reads the one that is installed now
from powerdesk import hours

june = hours_so_far[hours_so_far["utc_timestamp"].dt.strftime("%Y-%m") == "2014-06"]
best = june.groupby(june["utc_timestamp"].dt.date)["rad_horizontal"].sum().idxmax()
figure, panels = plt.subplots(1, 2, figsize=(10, 3.2), layout="constrained", sharey=True)
colours = {"rad_horizontal": "tab:orange", "solar_GW": "tab:blue"}
for panel, title, table in zip(panels, ("as found", "mended"), (june, hours.mended(june))):
    day = table[table["utc_timestamp"].dt.date == best]
    for column, colour in colours.items():
        panel.plot(day["utc_timestamp"].dt.hour, day[column] / day[column].max(), color=colour, label=column)
    panel.set(title=title, xlabel="hour (UTC)", frame_on=False)
panels[0].legend(frameon=False, loc="upper left")
plt.show()

# %% [markdown]
# ## What exactly was it tested with?
#
# `pandas >=3` lets your package be installed beside others. But it doesn't say with which pandas you have tested it,
# and a pandas needs a numpy, and so on. That is what a **lock** is for: one line `name==version` for each package
# that is needed, directly or by another one. `uv pip compile pyproject.toml -o requirements.lock` writes it, with a
# network: it asks the package index for the newest versions that fit. Here you write down what is installed, since it
# is what you have tested with.
#
# Complete `locked`. It begins with what `powerdesk` itself requires, and goes on with what these require.
# `requires(name)` gives the requirements of an installed package as texts (or None), `Requirement(text)` reads one:
# its `name`, and its `marker`, a condition such as `sys_platform == "win32"` or `extra == "test"`. Where the
# condition isn't true, the package isn't needed. The lines go into `requirements.lock` in the package's folder,
# without `powerdesk` itself.


# %%
### BEGIN SOLUTION
def locked(name):
    """All that the installed package `name` needs, directly or not: a list of lines name==version."""
    found, todo = {}, requires(name) or []
    while todo:
        needed = Requirement(todo.pop())
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        if needed.name not in found:
            found[needed.name] = version(needed.name)
            todo += requires(needed.name) or []
    return sorted({f"{canonicalize_name(name)}=={number}" for name, number in found.items()})


with open(package / "requirements.lock", "w", encoding="utf-8") as file:
    file.writelines(f"{line}\n" for line in locked("powerdesk"))
### STUB
# # def locked(name):
# #     """All that the installed package `name` needs, directly or not: a list of lines name==version."""
# #     found, todo = {}, requires(name) or []
# #     while todo:
# #         needed = Requirement(todo.pop())
# #         if needed.marker and not ____:
# #             continue
# #         if needed.name not in found:
# #             found[needed.name] = ____
# #             todo += ____
# #     return sorted({f"{canonicalize_name(name)}=={number}" for name, number in found.items()})
# #
# #
# # with open(package / "requirements.lock", "w", encoding="utf-8") as file:
# #     file.writelines(f"{line}\n" for line in locked(____))
### END SOLUTION

# %%
check("4.2.5")

# %% [markdown]
# ## And the project
#
# The project of 4.1 gets a second entry point, which trains on mended hours. Its script is short, because it shares
# what is there: `parameters.read` and `train.read` of the project, and of your package `hours.mended`, `hours.split`,
# and the names of the columns.
#
# - It sets the tag `powerdesk` to the version of the package that is *installed*: `version("powerdesk")`. So the run
#   says which code has mended its hours.
# - It splits the mended hours at `judge_from`, fits on the earlier ones, and logs the errors on the later ones, as
#   `train.py` does: `rmse_solar` and `rmse_wind`. (A model isn't asked; the pipeline of 4.3 trains more than this
#   one.)
#
# The second cell adds the entry point `mended` to `MLproject`, with the parameters of `main` and a command of its
# own, and runs it in the experiment of this notebook. From Python, `mlflow.projects.run` does what `mlflow run` does
# in a terminal.

# %%
# %%writefile 4_projects/lr/mended.py
"""Trains as train.py does, on hours that powerdesk has mended. `mlflow run -e mended` calls it."""

import sys
from importlib.metadata import version

import mlflow
import parameters
import train
from powerdesk import hours
from sklearn.linear_model import Ridge
from sklearn.metrics import root_mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

with mlflow.start_run(run_name="linear regression, mended clock"):
    given = parameters.read(sys.argv[1:])
    ### BEGIN SOLUTION
    mlflow.set_tag("powerdesk", version("powerdesk"))
    table = hours.mended(train.read(given["data"]))
    known, unseen = hours.split(table, given["judge_from"])
    ### STUB
    # # mlflow.set_tag("powerdesk", ____)
    # # table = ____
    # # known, unseen = ____
    ### END SOLUTION
    if known.empty or unseen.empty:
        parameters.refuse(f"{given['data']} has no hours on one side of {given['judge_from']}")
    model = make_pipeline(StandardScaler(), Ridge(given["alpha"])).fit(known[hours.WEATHER], known[hours.POWER])
    truth, predicted = unseen[hours.POWER], model.predict(unseen[hours.WEATHER])
    errors = root_mean_squared_error(truth, predicted, multioutput="raw_values")
    mlflow.log_metrics({"rmse_solar": errors[0], "rmse_wind": errors[1]})

# %%
project = yaml.safe_load(Path("4_projects/lr/MLproject").read_text(encoding="utf-8"))
entry_points = project["entry_points"]
### BEGIN SOLUTION
command = "python mended.py --data {data} --alpha {alpha} --judge-from {judge_from}"
entry_points["mended"] = {"parameters": entry_points["main"]["parameters"], "command": command}
Path("4_projects/lr/MLproject").write_text(yaml.safe_dump(project, sort_keys=False), encoding="utf-8")
done = mlflow.projects.run(
    "4_projects/lr",
    entry_point="mended",
    parameters={"data": "4_projects/hours.csv"},
    env_manager="local",
    experiment_name=desk.experiment,
)
### STUB
# # command = ____
# # entry_points["mended"] = {"parameters": entry_points["main"]["parameters"], "command": command}
# # Path("4_projects/lr/MLproject").write_text(yaml.safe_dump(project, sort_keys=False), encoding="utf-8")
# # done = mlflow.projects.run(
# #     "4_projects/lr",
# #     entry_point=____,
# #     parameters={"data": ____},
# #     env_manager="local",
# #     experiment_name=desk.experiment,
# # )
### END SOLUTION

# %%
check("4.2.6")

# %% [markdown]
# Compare it in MLflow with the runs of 4.1 that had the same `alpha` and `judge_from`: the wind hardly notices, since
# an hour later it still blows. For solar power the clock is worth more than all the models of chapter 2.
#
# The champion still has its old clock. Whoever mends the clock under a running model changes its inputs, so models
# are mended by training them again, and whether they are better is for the gate to say.
#
# ## What you have now
#
# One package for what stood in four places: its clock mended, tests whose worth you know, a version, a wheel, and a
# lock that says with what it was tested. Notebook and project import the same copy, and a run says which.
#
# Next, if you have the time: [4.5](05_auto_train_wine.ipynb), a second project, which finds its settings by itself.
