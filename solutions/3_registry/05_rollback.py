# %% [markdown]
# # 3.5 Taken back
#
# Friday, half past four: somebody moves the alias, and all weekend the forecasts are wrong. On Monday the desk asks who
# moved it, from where, and why. In about 45 minutes you write the one function through which the desk's aliases move.
# You promote a bad model with it, notice it, and take it back in one step.
#
# Then you change sides. As an auditor you ask what such a record proves, and where it can be got around.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("3.5")

# %% [markdown] tags=["instructor"]
# **For the instructor.** Ask first who could say, of the last model that went live in their own team, who decided it and
# why. Pause at 3.5.1: most believe that a database keeps a date of everything. What goes wrong most in `promote`: the
# alias moved before the run is opened; a number compared with a text when it is read back, so that every move seems to
# have failed; `mlflow.set_experiment("promotions")` inside, after which the notebook's next run lands there; and
# `log_params` outside of the `with`.
#
# The bad version is bad on every series and beside every champion: it learned wind speeds in km/h, and is given m/s. It
# needn't be a surprise, the cell says it; nobody at the desk has read that cell.
#
# A second pass finds Friday's version again and grows nothing. Its promotions come below the earlier ones in the log:
# nobody deletes from such a log. `work/promotions.py` is what chapter 4 takes into its package; who is caught up on this
# notebook gets it with this solution in it, unless they have one.
#
# Champion after this notebook: the same as before it.

# %% [markdown]
# ## What MLflow remembers of a move
#
# In 3.4 the alias `champion` moved, and the reason was left at the version. That was good manners: the move itself,
# `set_registered_model_alias`, asks for no reason. But what does MLflow write down of it by itself?
#
# **Predict**: an alias is moved from one version to another. Where does the registry keep **when** that was, by **whom**,
# or **from where**?
#
# - **a**: in `last_updated_timestamp` of the version that it points to now,
# - **b**: in `last_updated_timestamp` of the registered model,
# - **c**: in `user_id` of the version that it points to now,
# - **d**: nowhere.

# %%
### BEGIN SOLUTION
answer("3.5.1", "d")
### STUB
# answer("3.5.1", ...)  # in place of the dots: "a", "b", "c" or "d"
### END SOLUTION

# %%
check("3.5.1")

# %%
import hashlib
import importlib
import json
import logging
import os
from contextlib import redirect_stdout
from io import StringIO

import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd
import sklearn
import skops
from mlflow import MlflowClient
from mlflow.models import infer_signature
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import root_mean_squared_error

os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"  # otherwise two lines a run
logging.getLogger("mlflow.store.model_registry").setLevel(logging.WARNING)  # otherwise more lines
MODEL = "germany-power"
FEATURES = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
TARGETS = ["solar_GW", "wind_GW"]

client = MlflowClient()
mlflow.set_experiment(desk.experiment)
os.chdir(desk.work)  # from here on, files and modules are looked for in your folder

# %%
versions = {str(each.version): each for each in client.search_model_versions(f"name = '{MODEL}'")}
at = str(client.get_registered_model(MODEL).aliases.get("champion"))
if at not in versions:
    raise RuntimeError(f"{MODEL} has no champion: go through 3.2 and 3.4 again.")
if "weather" in versions[at].tags:  # the bad version of an earlier pass, which was broken off in the middle
    others = [number for number, each in versions.items() if "weather" not in each.tags]
    at = max(others, key=lambda number: (versions[number].tags.get("gate") == "passed", int(number)))
    client.set_registered_model_alias(MODEL, "champion", at)
    print(f"The champion was still the bad version of an earlier pass: it is version {at} again.")


def remembered():
    """All that the registry says of MODEL and its versions, but for the aliases."""
    found = [client.get_registered_model(MODEL), *client.search_model_versions(f"name = '{MODEL}'")]
    return [{key: str(value) for key, value in dict(each).items() if "aliases" not in key} for each in found]


elsewhere = next(number for number in versions if number != at)
client.set_registered_model_alias(MODEL, "rehearsal", elsewhere)  # an alias for trying: the champion stays
before = remembered()
client.set_registered_model_alias(MODEL, "rehearsal", at)
print("Does the registry say anything else than before the move?", remembered() != before)

# %% [markdown]
# ## The one function
#
# No date, no name, no reason. So the desk makes a rule: an alias moves only through one function, and that function leaves
# a trace **before** it moves anything. You write it into a file of its own, `promotions.py` in your folder `work/`. Later
# notebooks import it from there; in chapter 4 it becomes part of a package. (JupyterLab's file browser shows it one folder up.)
#
# `%%writefile` in the first line of a cell writes the rest of the cell into a file, and runs nothing of it. The first
# half of the file is given: `experiment_id` gives the id of the experiment `promotions`, and `note` appends a line to a
# file. Write `promote(alias, to, reason, verdict)`. In this order, it
#
# 1. raises an error, and leaves nothing, where the reason is empty or blank, or where there is no version `to`,
# 2. opens a run in the experiment `promotions`, with the parameters `alias`, `from` (the number of the version where the
#    alias is, `none` if there is no such alias yet) and `to`; the tags `reason` and `data_sha256` (the tag of the version
#    `to`, or `unknown`); and the dictionary `verdict` as the file `verdict.json`. *Who* it was, MLflow notes by itself:
#    the run needs the tag `mlflow.user`, and `mlflow.start_run` sets it,
# 3. moves the alias, **then** reads it back, and raises an error if it isn't where it should be,
# 4. appends the line with `note`, ends the run, and returns its id.
#
# Where an error is raised inside of `with mlflow.start_run(...)`, MLflow ends the run with the status FAILED. So a
# *finished* run says: this move was made. The check tries your function in a registry of its own, with moves that work
# and moves that don't. Your function gets `to` sometimes as a text, sometimes as a number.

# %%
# %%writefile promotions.py
"""The one function through which the desk's aliases move: first a run that says why, then the move."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import mlflow
from mlflow import MlflowClient

MODEL = "germany-power"
LOG = Path(__file__).with_name("promotions.jsonl")


def experiment_id():
    """The id of the experiment of all promotions; it is made where there is none."""
    found = mlflow.get_experiment_by_name("promotions")
    return found.experiment_id if found else mlflow.create_experiment("promotions")


def note(entry):
    """Appends a line to LOG: the hash of the line before it, the time, and the entry."""
    lines = LOG.read_text(encoding="utf-8").splitlines() if LOG.exists() else []
    before = hashlib.sha256(lines[-1].encode()).hexdigest() if lines else ""
    with LOG.open("a", encoding="utf-8", newline="\n") as file:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        file.write(json.dumps({"before": before, "when": now} | entry) + "\n")


### BEGIN SOLUTION
def promote(alias, to, reason, verdict):
    """Moves an alias of MODEL to the version `to`: first a run that says why, then the move. Returns the run's id."""
    if not reason.strip():
        raise ValueError("No alias moves without a reason.")
    client = MlflowClient()
    version = client.get_model_version(MODEL, to)  # raises an error where there is none
    at = client.get_registered_model(MODEL).aliases.get(alias, "none")
    entry = {"alias": alias, "from": str(at), "to": str(to)}
    with mlflow.start_run(experiment_id=experiment_id(), run_name=f"{alias} to version {to}") as run:
        mlflow.log_params(entry)
        mlflow.set_tags({"reason": reason, "data_sha256": version.tags.get("data_sha256", "unknown")})
        mlflow.log_dict(verdict, "verdict.json")
        client.set_registered_model_alias(MODEL, alias, to)
        now = client.get_model_version_by_alias(MODEL, alias).version
        if str(now) != str(to):
            raise RuntimeError(f"{alias} is at version {now}, not at {to}.")
        note(entry | {"reason": reason, "run": run.info.run_id})
    return run.info.run_id


### STUB
# # def promote(alias, to, reason, verdict):
# #     """Moves an alias of MODEL to the version `to`: first a run that says why, then the move. Returns the run's id."""
# #     if not ____:
# #         raise ValueError("No alias moves without a reason.")
# #     client = MlflowClient()
# #     version = client.get_model_version(MODEL, ____)  # raises an error where there is none
# #     at = client.get_registered_model(MODEL).aliases.get(alias, ____)
# #     entry = {"alias": alias, "from": ____, "to": ____}
# #     with mlflow.start_run(experiment_id=experiment_id(), run_name=f"{alias} to version {to}") as run:
# #         mlflow.log_params(entry)
# #         mlflow.set_tags({"reason": ____, "data_sha256": ____})
# #         mlflow.log_dict(____, "verdict.json")
# #         client.set_registered_model_alias(____, ____, ____)
# #         now = client.get_model_version_by_alias(MODEL, alias).version
# #         if str(now) != ____:
# #             raise RuntimeError(f"{alias} is at version {now}, not at {to}.")
# #         note(entry | {"reason": reason, "run": run.info.run_id})
# #     return ____
### END SOLUTION

# %%
check("3.5.2")

# %% [markdown]
# ## A bad Friday
#
# A colleague has found another weather service. Late on Friday they train a forest on its file, register it, and want it
# to be champion before the weekend. The gate of 3.4? "On Monday, it is urgent." What nobody has read: the other service
# gives the wind speed in km/h, the desk's is in m/s. The next cell plays the colleague, and imports your function.
#
# Make two promotions with it:
#
# - Until now the alias `champion` was moved by hand, in 3.2 and in 3.4. That can't be repaired, but the record can
#   begin with what it finds. So "move" `champion` to the version where it is, `at`. The reason begins with `found at version`
#   and its number.
# - Then the colleague's: `champion` moves to `friday.version`, with a reason of theirs.
#
# In both cases nobody has asked the gate, and the verdict says so: it is `not_asked`, which is given. Keep the id that the second one returns,
# as `bad`.

# %%
import promotions

importlib.reload(promotions)  # Python reads a module once; after a change of the file it must be read again


def fridays_version():
    """The version of MODEL that learned from the other service's file; grown and registered only if there is none."""
    there = client.search_model_versions(f"name = '{MODEL}' and tags.weather = 'another service'")
    if there:
        return there[0]
    hours = pd.read_csv(desk.data)
    hours["windspeed"] *= 3.6  # m/s in km/h: the file of the other service
    forest = RandomForestRegressor(n_estimators=20, min_samples_leaf=10, random_state=5, n_jobs=-1)
    forest.fit(hours[FEATURES], hours[TARGETS])
    with mlflow.start_run(run_name="Friday's forest") as run:
        logged = mlflow.sklearn.log_model(
            forest,
            name="forest",
            signature=infer_signature(hours[FEATURES], forest.predict(hours[FEATURES])),
            skops_trusted_types=["sklearn.tree._tree.Tree"],
            pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
        )
    rows = pd.util.hash_pandas_object(hours).to_numpy().tobytes()
    record = {"train": "2013..2014", "data_sha256": hashlib.sha256(rows).hexdigest(), "weather": "another service"}
    return client.create_model_version(MODEL, logged.model_uri, run.info.run_id, record, model_id=logged.model_id)


friday = fridays_version()

# %%
not_asked = {"gate": "not asked"}
### BEGIN SOLUTION
promotions.promote("champion", at, f"found at version {at}: until now it was moved by hand", not_asked)
bad = promotions.promote("champion", friday.version, "newer weather, trained on Friday, urgent", not_asked)
### STUB
# # promotions.promote("champion", ____, f"found at version {____}: until now it was moved by hand", not_asked)
# # bad = promotions.promote("champion", ____, ____, not_asked)
### END SOLUTION

# %%
check("3.5.3")

# %% [markdown]
# ## Monday
#
# The next cell draws what the dashboards show on Monday, played with the last week of March: wind power as it was
# measured, as the earlier champion would have forecast it, and as Friday's version does.
#
# No need to look twice. But a picture isn't a record. Measure it, on all hours of the `quarter`, and leave the numbers
# where somebody will look for them: on the run of the promotion that did it, `bad`, as the metrics `rmse_wind_before`
# (of the `earlier` champion) and `rmse_wind_after` (of Friday's version), in GW.
#
# That run ended on Friday, and it lies in another experiment. `client.log_metric(run_id, name, value)` writes to any
# run, whatever its status.

# %%
quarter = pd.concat([pd.read_csv(path, parse_dates=["utc_timestamp"]) for path in desk.arrived], ignore_index=True)
earlier, fridays = (mlflow.pyfunc.load_model(f"models:/{MODEL}/{number}") for number in (at, friday.version))


def forecast(model, hours):
    """Solar and wind power in GW, a row an hour; the model gets numbers of the size that it asks for."""
    asked = model.metadata.get_input_schema().inputs[0].type
    size = "float32" if str(asked) in ("float32", "DataType.float") else "float64"
    with redirect_stdout(StringIO()):  # some kinds of models print while they predict
        return np.asarray(model.predict(hours[FEATURES].astype(size)))


week = quarter.tail(7 * 24)
figure, panel = plt.subplots(figsize=(10, 3.4), layout="constrained")
panel.plot(week["utc_timestamp"], week["wind_GW"], color="0.6", label="measured")
panel.plot(week["utc_timestamp"], forecast(earlier, week)[:, 1], color="tab:blue", label="the earlier champion")
panel.plot(week["utc_timestamp"], forecast(fridays, week)[:, 1], color="tab:red", label="Friday's version")
panel.set(ylabel="wind in GW", ylim=(0, None), frame_on=False)
figure.legend(loc="outside upper right", ncols=3, frameon=False)
plt.show()


### BEGIN SOLUTION
def wind_error(model):
    """The RMSE of a model's forecast of the wind in the first quarter of 2015, in GW."""
    return root_mean_squared_error(quarter["wind_GW"], forecast(model, quarter)[:, 1])


client.log_metric(bad, "rmse_wind_before", wind_error(earlier))
client.log_metric(bad, "rmse_wind_after", wind_error(fridays))
### STUB
# # def wind_error(model):
# #     """The RMSE of a model's forecast of the wind in the first quarter of 2015, in GW."""
# #     return root_mean_squared_error(____, ____)
# #
# #
# # client.log_metric(____, "rmse_wind_before", ____)
# # client.log_metric(____, ____, ____)
### END SOLUTION

# %%
check("3.5.4")

# %% [markdown]
# ## One step back
#
# Nothing was overwritten: the earlier version is still there, and so is the way to it. Taking a promotion back is
# **the same function** once more. A second function could have mistakes of its own, and they would show at five in the
# morning.
#
# - Where was the alias before? On Monday nobody has your variables any more, but the run `bad` has the parameter `from`.
#   Promote `champion` to that version, with a reason that says why. The verdict is a dictionary with the key
#   `takes back`, and the id of the run `bad` as its value.
# - Friday's version stays in the registry, for everybody to see. So it gets the tag `gate` = `failed`, and
#   `gate.reason`: what is wrong with it.

# %%
### BEGIN SOLUTION
last_good = mlflow.get_run(bad).data.params["from"]
promotions.promote("champion", last_good, "its forecasts of the wind are far too low", {"takes back": bad})
tags = {"gate": "failed", "gate.reason": "it learned from wind speeds in km/h, and is given m/s"}
for tag, value in tags.items():
    client.set_model_version_tag(MODEL, friday.version, tag, value)
### STUB
# # last_good = mlflow.get_run(bad).data.params[____]
# # promotions.promote("champion", ____, ____, {"takes back": ____})
# # tags = {"gate": ____, "gate.reason": ____}
# # for tag, value in tags.items():
# #     client.set_model_version_tag(MODEL, ____, tag, value)
### END SOLUTION

# %%
check("3.5.5")

# %% [markdown]
# Open the experiment `promotions` in MLflow's tab: there is a run for the version that was found, one for Friday's
# promotion, and one for the step back. (There are more if you ran a cell again.)
#
# ## The auditor's question
#
# These runs are only as good as the rule that everybody uses the function, and one line of code gets around it. Does that
# show?
# An auditor compares two things: where the last *finished* promotion has put the alias, and where it is now.
#
# **Predict**: somebody gets around `promote`. In which of these cases does the comparison show **nothing**?
#
# - **a**: they move the alias to another version by hand, and it is still there,
# - **b**: they move it to another version by hand, let it make the forecasts of one night, and move it back,
# - **c**: they delete the alias,
# - **d**: they move it to another version by hand, and make a run in `promotions` by hand, with the parameters of this
#   move.

# %%
### BEGIN SOLUTION
answer("3.5.6", ["b", "d"])
### STUB
# answer("3.5.6", ...)  # in place of the dots: a list of letters
### END SOLUTION

# %%
check("3.5.6")


# %%
def shows(alias="rehearsal"):
    """Whether an alias is elsewhere than where the last finished promotion of it has put it."""
    wanted = f"params.alias = '{alias}' and attributes.status = 'FINISHED'"
    by_age = {"order_by": ["attributes.start_time DESC"], "max_results": 1, "output_format": "list"}
    last = mlflow.search_runs(experiment_names=["promotions"], filter_string=wanted, **by_age)[0]
    return last.data.params["to"] != str(client.get_registered_model(MODEL).aliases.get(alias))


def by_the_rule():
    promotions.promote("rehearsal", at, "a rehearsal", not_asked)


def by_hand(*numbers):
    for number in numbers:
        client.set_registered_model_alias(MODEL, "rehearsal", number)


by_the_rule(), by_hand(elsewhere)
print("a, moved by hand:     does it show?", shows())
by_the_rule(), by_hand(elsewhere, at)
print("b, there and back:    does it show?", shows())
by_the_rule(), client.delete_registered_model_alias(MODEL, "rehearsal")
print("c, deleted:           does it show?", shows())
by_the_rule(), by_hand(elsewhere)
with mlflow.start_run(experiment_id=promotions.experiment_id(), run_name="made by hand"):
    mlflow.log_params({"alias": "rehearsal", "from": at, "to": elsewhere})
print("d, with a forged run: does it show?", shows())
print("And is the champion elsewhere than where the last promotion has put it?", shows("champion"))

# %% [markdown]
# The comparison speaks of *now*. What was moved away and back in between, it can't see, and a run can be made by anybody
# who may write to the server. You have changed one yourself today: the metrics came onto a run that had ended. In the
# same way a reason can be written anew, and a run can be deleted. (The rehearsals stay: nobody tidies up in a record.)
#
# ## Lines that hold on to each other
#
# That is why `note` has written a line for each promotion into a log beside your file, `promotions.jsonl`. The forged run
# of case d has no line there. And each line holds, as `before`, the SHA-256 of the whole line before it; in the first line
# it is empty. Change a word in line 3, and line 4 doesn't fit any more. To hide it you have to write line 4 anew, then
# line 5, and so on to the end.
#
# `neighbours.jsonl` is the log of the desk next door, and somebody has changed a line of it afterwards. Your own log is
# tried, too, and some that are made from the neighbours' first six lines. Complete `first_break`. It gives the number of the first line whose
# `before` isn't the hash of the line before it (or, in line 1, isn't empty). Lines are counted from 1; where all of them
# fit, it gives `None`.
#
# Hand in two things: `breaks`, and `forged`, the number of the line that somebody has changed in the log **as found**.
# Think before you count: which line does not fit any more when a word of line 3 is changed? (Nobody took the trouble to
# change a hash as well.)

# %%
neighbours = (desk.work / "3_registry" / "neighbours.jsonl").read_text(encoding="utf-8").splitlines()
six = neighbours[:6]
logs = {
    "as found": neighbours,
    "our own": promotions.LOG.read_text(encoding="utf-8").splitlines(),
    "the first six lines": six,
    "the fourth taken out": [*six[:3], *six[4:]],
    "two exchanged": [six[0], six[2], six[1], *six[3:]],
    "the beginning cut off": six[2:],
    "the last word changed": [*six[:5], six[5].replace("smaller", "larger")],
}
for number, entry in enumerate(map(json.loads, neighbours), start=1):
    print(f"{number:2}  from {entry['from']:>4} to {entry['to']:>2}  {entry['reason']}")


### BEGIN SOLUTION
def first_break(lines):
    """The number, from 1, of the first line that doesn't hold the hash of the line before it; None if all do."""
    expected = ""
    for number, line in enumerate(lines, start=1):
        if json.loads(line)["before"] != expected:
            return number
        expected = hashlib.sha256(line.encode()).hexdigest()
    return None


breaks = {name: first_break(lines) for name, lines in logs.items()}
answer("3.5.7", {"breaks": breaks, "forged": 8})
### STUB
# # def first_break(lines):
# #     """The number, from 1, of the first line that doesn't hold the hash of the line before it; None if all do."""
# #     expected = ""
# #     for number, line in enumerate(lines, start=1):
# #         if ____ != expected:
# #             return ____
# #         expected = ____
# #     return None
# #
# #
# # breaks = {name: first_break(lines) for name, lines in logs.items()}
# # #
# answer("3.5.7", ...)  # in place of the dots: {"breaks": breaks, "forged": a number}
### END SOLUTION

# %%
check("3.5.7")

# %% [markdown]
# Look at the last of these logs: the last word of the last line was changed, and all lines fit. No line holds the hash of
# the last one. And whoever may write to the file can write it anew from the forged line to the end. So a chain proves
# something only together with one hash that the forger can't reach: the hash of the newest line, sent to somebody else
# once a day, is enough.
#
# ## What you have now
#
# One function that moves aliases, tried where moves succeed and where they fail; a champion that was taken back in one
# step, with the reason on record; and a clear idea of what that record proves: a comparison shows what is wrong now, a
# chain shows what was changed since, and neither stops anybody.
#
# To stop somebody, they mustn't be able to move the alias at all. That needs accounts and rights on the server, which
# the desk doesn't have; on the server of a class everybody has a registry of their own.
#
# Next comes chapter 4, which begins with [4.1](../4_projects/01_project.ipynb): the desk's code leaves the notebooks. In 4.2
# `promotions.py` becomes part of a package with a version and tests.
