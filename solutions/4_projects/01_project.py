# %% [markdown]
# # 4.1 From a notebook to a project
#
# July 2015. A colleague wants the linear regression of chapter 2 for the spring, with a penalty of their own choosing, tonight,
# from a script that no person watches. They won't open your notebook. In about 30 minutes you turn it into a **project**: a
# folder that says what can be run in it, with which parameters, and in which environment. One command runs it.
#
# Then you see what that command lets through, and write the refusals that it doesn't make.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("4.1")

# %% [markdown] tags=["instructor"]
# **For the instructor.** Ask at the start what a colleague would need in order to run one of the group's own notebooks
# tonight. The list (which cells, in which order, which packages, which values to change where) is the chapter.
#
# Cells write the project's files, so that Run All leaves them. Show once that they are real files: JupyterLab's file
# browser, folder `lr`. What goes wrong most: a file is edited there and then overwritten by its cell; the
# default of `alpha` in quotes; `{judge-from}` for `{judge_from}` in the command; in 4.1.5 `except ValueError` around
# everything, which also swallows what it should let pass. Pause at 4.1.4: nearly all believe that `float` is checked.
#
# The script's numbers aren't the point. With the clock as found the errors of the spring are large; 4.2 mends the clock.
#
# Champion after this notebook: the same as before it.

# %% [markdown]
# ## What somebody else needs
#
# Whoever runs a notebook for you must know which cells to run, in which order, where a value is changed, and what was
# installed on your machine. None of this is written down anywhere. A script is the first step: it begins at the top, ends at
# the bottom, and takes its values from outside.
#
# That step is done. The folder `4_projects/lr` in your `work/` holds the script `train.py`. It needs one file with all hours so
# far; the next cell writes it. (`desk.arrived` holds the months since January, by now to the end of June.)

# %%
import os
import platform
from importlib.metadata import version

import mlflow
import pandas as pd
import yaml
from IPython.display import Code, display

os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"  # otherwise two more lines a run
os.chdir(desk.work)  # from here on, files are looked for in your folder
hours = pd.concat([pd.read_csv(path) for path in (desk.data, *desk.arrived)], ignore_index=True)
hours.to_csv("4_projects/hours.csv", index=False)
print(f"{len(hours)} hours, from {hours['utc_timestamp'].iloc[0]} to {hours['utc_timestamp'].iloc[-1]}")

# %% [markdown]
# Read the script from `main` on. It opens a run, reads its parameters, fits on the hours before the day `judge_from`, and logs the
# model and its errors from that day on. `alpha` is the weight of the penalty on large coefficients (scikit-learn's `Ridge`; at
# 0 it is the linear regression of 2.1). Neither the experiment nor the tracking server is named in it: they come from
# outside, so that the same script can run for anybody. Below it stands `parameters.py`, as it was found: it takes whatever it is
# given, and you will write a better one.

# %%
for name in ("train.py", "parameters.py"):
    display(Code(filename=f"4_projects/lr/{name}", language="python"))

# %% [markdown]
# ## The environment, in a file
#
# The script runs here because of what is installed here. So the project says what it needs, in `python_env.yaml`: the Python,
# and a line for each package, with its version. Which packages? Those that `train.py` imports, under the names by which they are
# installed: `sklearn` comes from the package `scikit-learn`. One more is needed by the model file: `skops`. For MLflow, name the
# package `mlflow-skinny`: it can do all that the script does, without server and pages, and is a good deal smaller.
#
# Fill the blanks. `version("numpy")` gives numpy's version, as it is installed here. (`build_dependencies` would be needed to
# build packages from their sources; this project needs none.)

# %%
### BEGIN SOLUTION
NEEDED = ["mlflow-skinny", "numpy", "pandas", "scikit-learn", "skops"]
python_env = {
    "python": platform.python_version(),
    "build_dependencies": [],
    "dependencies": [name + "==" + version(name) for name in NEEDED],
}
with open("4_projects/lr/python_env.yaml", "w", encoding="utf-8") as file:
    yaml.safe_dump(python_env, file, sort_keys=False)
### STUB
# # NEEDED = ["mlflow-skinny", ____]
# # python_env = {
# #     "python": platform.python_version(),
# #     "build_dependencies": [],
# #     "dependencies": [name + "==" + ____ for name in NEEDED],
# # }
# # with open("4_projects/lr/python_env.yaml", "w", encoding="utf-8") as file:
# #     yaml.safe_dump(python_env, file, sort_keys=False)
### END SOLUTION

# %%
check("4.1.1")

# %% [markdown]
# ## What can be run
#
# Now the project's own page, the file `MLproject`, in YAML. It has a name, the environment's file, and **entry points**: commands
# with parameters. This is an entry point of another project, which counts storms:
#
#     entry_points:
#       main:
#         parameters:
#           weather: path
#           limit: {type: float, default: 17.5}
#         command: "python count.py --weather {weather} --limit {limit}"
#
# A parameter has a type (`string`, `float`, `path` or `uri`), and a default, or else it must be given. Where the
# command says `{limit}`, MLflow puts the value in, with quotes where they are needed.
#
# Write it for `train.py`: the entry point `main` with the parameters `data` (a path, no default), `alpha` (a float, default 1.0)
# and `judge_from` (a string, default `"2015-04-01"`), and the command. The script's own names are in the lines at the
# top of `train.py`. The check runs your project with parameters of its own, in a store of its own; that takes some seconds.
#
# In the cell, take away `# ` only, so that the lines stay indented: in YAML that says what belongs to what.

# %%
MLPROJECT = """\
name: lr
python_env: python_env.yaml
### BEGIN SOLUTION
entry_points:
  main:
    parameters:
      data: path
      alpha: {type: float, default: 1.0}
      judge_from: {type: string, default: "2015-04-01"}
    command: "python train.py --data {data} --alpha {alpha} --judge-from {judge_from}"
### STUB
# # entry_points:
# #   main:
# #     parameters:
# #       data: ____
# #       alpha: {type: ____, default: ____}
# #       judge_from: ____
# #     command: "python train.py --data {data} ____"
### END SOLUTION
"""
with open("4_projects/lr/MLproject", "w", encoding="utf-8") as file:
    file.write(MLPROJECT)

# %%
check("4.1.2")

# %% [markdown]
# ## Run from outside
#
# This is what your colleague types, in a terminal or in a script of theirs:
#
#     mlflow run FOLDER --env-manager local --experiment-name NAME -P NAME=VALUE -P NAME=VALUE
#
# `--env-manager local` takes the environment that is there. Without it MLflow would build one from `python_env.yaml`; the last
# part of this notebook says how. Which tracking server? The one that the environment variable `MLFLOW_TRACKING_URI` names; in
# JupyterLab and its terminals it is set. (In a terminal of your own `which python` must lead to the course's `.venv`: with this
# option the project runs on the Python that comes first there.)
#
# Run your project in the experiment of this notebook, with `4_projects/hours.csv` as `data` and an `alpha` of 10; `judge_from` keeps
# its default. What stands behind `!` goes to the shell, and `said` keeps what comes back, a text a line; in braces stands a value of
# Python's. (This notebook never calls
# `mlflow.set_experiment`: that sets a variable which the command inherits, and it refuses to be told the experiment twice.)

# %%
### BEGIN SOLUTION
options = f"--env-manager local --experiment-name {desk.experiment}"
said = !mlflow run 4_projects/lr {options} -P data=4_projects/hours.csv -P alpha=10
print(said[-1])
### STUB
# # options = f"--env-manager local --experiment-name {desk.experiment}"
# # said = !mlflow run ____ {options} -P ____ -P ____
# # print(said[-1])
### END SOLUTION

# %%
check("4.1.3")

# %% [markdown]
# Open the run's page. MLflow has made the run *before* it started the script, and has logged the parameters, and as tags the entry
# point and the commit of your `work/`. (You haven't committed your `MLproject`, so that commit doesn't hold it: 2.6.) Inside the script `mlflow.start_run()` didn't open a new run: it went on with that one, because
# MLflow hands its id over in the environment. That is why `main` asks first which parameters are logged already. The same
# parameter twice, once as `10` and once as `10.0`, would be an error.
#
# ## What MLflow refuses, and what it doesn't
#
# In the middle of the night nobody reads what is printed. So it matters what happens to a command with a mistake in it.
#
# **Predict**: which of these does MLflow refuse by itself, *before* it starts the script?
#
# - **a**: `-P data=4_projects/hours.csv -P alpha=abc`, a text for a `float`,
# - **b**: `-P data=4_projects/hours.csv -P alhpa=10`, a misspelt parameter,
# - **c**: `-P alpha=10`, without `data`,
# - **d**: `-P data=4_projects/ours.csv -P alpha=10`, a file that isn't there.

# %%
### BEGIN SOLUTION
answer("4.1.4", ["c", "d"])
### STUB
# answer("4.1.4", ...)  # in place of the dots: a list of letters, ["a", "b"] say
### END SOLUTION

# %%
check("4.1.4")

# %% [markdown]
# Now the four commands, one after the other; that takes half a minute or more.


# %%
def called(options):
    """Calls `mlflow run` with these options, and prints them with the line that says most of what came of it."""
    said = get_ipython().getoutput(
        f"mlflow run 4_projects/lr --env-manager local --experiment-name {desk.experiment} {options}"
    )
    print(options)
    last = said[-2] if said[-1].endswith("failed ===") else said[-1]
    print(last.strip("= ").rpartition("=== ")[2], end="\n\n")  # without the time, and without MLflow's frame


DATA = "-P data=4_projects/hours.csv"
WITH_MISTAKES = [f"{DATA} -P alpha=abc", f"{DATA} -P alhpa=10", "-P alpha=10", "-P data=4_projects/ours.csv -P alpha=10"]
for options in WITH_MISTAKES:
    called(options)

# %% [markdown]
# MLflow looks whether a value is there and whether a path leads to a file. It neither looks at numbers, nor minds parameters
# that nobody has declared: it puts them at the end of the command, `--alhpa 10`. What follows is up to the script. Here are the runs that these four
# commands have made, the newest first. (It is three: **c** was refused before MLflow made a run.)

# %%
newest = mlflow.search_runs(experiment_names=[desk.experiment], max_results=3)
columns = ["status", "params.data", "params.alpha", "params.alhpa", "metrics.rmse_wind"]
newest.reindex(columns=columns).round(2)

# %% [markdown]
# The text for a number ended in a traceback, after the libraries had been loaded; it could have been one line. The path that
# leads nowhere was refused, but only after MLflow had made a run, which will say RUNNING for ever. And the misspelt parameter is
# the worst: all went well, the run is FINISHED, and your colleague has a model with a penalty of 1 that they take for one with 10.
# Its error gives nothing away. (If you do this part again after 4.1.5, **a** and **b** are refused already.)
#
# ## One clear line, and the reason on the run
#
# `train.py` gets its parameters from the module `parameters.py` beside it. Write a better one. `read(texts)` gets the texts of the command line, `["--data", "hours.csv", "--alpha", "10"]` say, and returns
# `{"data": "hours.csv", "alpha": 10.0, "judge_from": "2015-04-01"}`: `alpha` as a number, defaults where something is left out. It refuses
#
# - an `alpha` that is no number, NaN, infinite or negative,
# - a `judge_from` that is no day of the calendar,
# - a parameter of another name, also a shortened one (`--alph`),
# - a command without `data`.
#
# And it refuses them by `refuse(reason)`, as `train.py` does with data that can't be used. `refuse` leaves the reason, one line that names
# the parameter, on the run that is open, as the tag `refused`; and it ends the script with that line. `sys.exit(text)` prints the
# text and ends with code 1. It raises an exception, so `with mlflow.start_run()` ends the run as FAILED.
#
# The first line of the cell, `%%writefile`, writes the rest of it into the file; the cell runs nothing.
#
# Use `argparse`. Three things of it help: `type=` takes any function that makes a value of a text and raises ValueError for a
# wrong one (`date.fromisoformat` is such a function, which makes a day of a text); whatever is wrong goes through the parser's
# method `error`; and `allow_abbrev=False` forbids shortened names.

# %%
# %%writefile 4_projects/lr/parameters.py
"""The parameters of train.py, read from the texts of a command line, or refused in one line."""

import argparse
import math
import sys
from datetime import date

import mlflow


### BEGIN SOLUTION
def refuse(reason):
    """Leaves the reason on the run that is open, and ends the script with it."""
    mlflow.set_tag("refused", reason)
    sys.exit(f"lr: {reason}")


class Parser(argparse.ArgumentParser):
    def error(self, message):  # argparse would print how the script is used, and end it
        refuse(message)


def penalty(text):
    """A finite number from 0 up; ValueError for another text."""
    number = float(text)
    if not 0 <= number < math.inf:
        raise ValueError(text)
    return number


def day(text):
    """The text of a day of the calendar; ValueError for another text."""
    return str(date.fromisoformat(text))


def read(texts):
    """The parameters by name: `data` (a path), `alpha` (a number), `judge_from` (a day, as text)."""
    parser = Parser(allow_abbrev=False)
    parser.add_argument("--data", required=True)
    parser.add_argument("--alpha", type=penalty, default=1.0)
    parser.add_argument("--judge-from", type=day, default="2015-04-01")
    return vars(parser.parse_args(texts))


### STUB
# # def refuse(reason):
# #     """Leaves the reason on the run that is open, and ends the script with it."""
# #     mlflow.set_tag(____, ____)
# #     sys.exit(____)
# #
# #
# # class Parser(argparse.ArgumentParser):
# #     def error(self, message):  # argparse would print how the script is used, and end it
# #         ____
# #
# #
# # def penalty(text):
# #     """A finite number from 0 up; ValueError for another text."""
# #     number = float(text)
# #     if ____:
# #         raise ValueError(text)
# #     return number
# #
# #
# # def day(text):
# #     """The text of a day of the calendar; ValueError for another text."""
# #     return str(____)
# #
# #
# # def read(texts):
# #     """The parameters by name: `data` (a path), `alpha` (a number), `judge_from` (a day, as text)."""
# #     parser = Parser(allow_abbrev=____)
# #     parser.add_argument("--data", required=____)
# #     parser.add_argument("--alpha", type=____, default=____)
# #     parser.add_argument("--judge-from", type=____, default="2015-04-01")
# #     return vars(parser.parse_args(texts))
### END SOLUTION

# %%
check("4.1.5")

# %% [markdown]
# Now the two mistakes that went through, once more:

# %%
for options in WITH_MISTAKES[:2]:
    called(options)
newest = mlflow.search_runs(experiment_names=[desk.experiment], max_results=2)
newest.reindex(columns=["status", "params.alpha", "tags.refused"])

# %% [markdown]
# Whoever opens MLflow in the morning sees a failed run, and why. Nothing was trained, and nothing half done is left behind. It
# holds for the data as well: an empty file, a missing column or an empty cell ends in the same way, by `train.py`'s function `read`.
#
# ## The environment that MLflow would build
#
# With `--env-manager uv` the same command builds an environment of the project's own from `python_env.yaml`, keeps it under a hash of
# that file, and takes it again as long as not a letter changes in there. So your colleague needs neither your versions nor your
# Python. The first time takes a while, and a network or uv's cache. (Not tried here: your machine may have neither.)
#
# > **What else you may meet.** Older projects have a `conda.yaml` in place of `python_env.yaml`, and need conda. Without
# > `--env-manager` MLflow takes virtualenv and pyenv for a `python_env.yaml`, so always say which. `-e NAME` starts another entry
# > point than `main`. And an entry point may be any command, in any language: MLflow only fills the values in.
#
# ## What you have now
#
# A folder that says by itself what it needs and what it can do; one command that runs it, for whoever calls it, on the server that they name; and
# mistakes that end in one line, which is still there in the morning.
#
# Next comes [4.2](02_library.ipynb): what all notebooks and this script have copied from each other becomes a package, with tests.
