# %% [markdown]
# # 3.1 From a run to a model with a name
#
# In 2.5 you tagged one run among dozens as the desk's candidate. Whoever wants to use its model must know which tag to
# search for, and among which experiments. In about 30 minutes that is over: at the end the desk has a **registered model**,
# which is one name with numbered versions. Every version leads back to its run, and the candidate's version says which data
# it has learned from.
#
# It is April 2015. The first quarter of the year has arrived, three files of a month each; you need them from 3.2 on.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("3.1")

# %% [markdown] tags=["instructor"]
# **For the instructor.** Ask first: a colleague wants to use the desk's model tomorrow. What do you tell her to load? The
# answers (an id of 32 digits, a file on somebody's disk, "the one with the tag") are the reason for this chapter. Which
# kind of model the candidate is depends on what people did in chapter 2; on the course's data it is the network of 2.3.
# Nothing here asks for a kind, nor for a version's number. What goes wrong most: the run's id where the model's id belongs,
# and the tags of 3.1.2 on the registered model instead of the version. The first quarter of 2015 lies in the folder
# `arrivals`, and some will look: the wind is stronger than any model says. Leave it at that; chapter 5 finds out why.
#
# Champion after this notebook: none.

# %% [markdown]
# ## The candidate
#
# One query finds it again, in whichever experiment it lies. The run holds a **logged model**, and that has an id of its own.

# %%
import hashlib
import logging
import os

import matplotlib.pyplot as plt
import mlflow
from mlflow import MlflowClient

os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"  # otherwise two lines a run
logging.getLogger("mlflow.store.model_registry").setLevel(logging.WARNING)  # otherwise one more line a version
MODEL = "germany-power"
EXPERIMENTS = ["2.1-linear-regression", "2.2-random-forest", "2.3-keras", "2.4-search"]

client = MlflowClient()
tagged = "tags.choice = 'champion candidate'"
candidate = mlflow.search_runs(search_all_experiments=True, filter_string=tagged, output_format="list")[0]
model_id = candidate.outputs.model_outputs[-1].model_id

experiment = client.get_experiment(candidate.info.experiment_id)
print(f"{candidate.info.run_name}, in the experiment {experiment.name}")
print(f"chosen for: {candidate.data.tags['choice.reason']}")
print(f"its model: models:/{model_id}")

# %% [markdown]
# You can load a model by this address, but the address tells you nothing: not what the model is for, nor whether there is a
# better one by now. `mlflow.register_model(address, name)` puts the model under a name. The first time, the name is made as
# well. The model becomes the next **version** under that name; versions are numbered 1, 2, 3. Nothing is copied: a version
# points to the logged model.
#
# Register the candidate's model under the name `MODEL`. The address has the id of the **model** in it, which begins with
# `m-`, and not the id of the run. MLflow then says in a pink box what it has made: that is no error.

# %%
### BEGIN SOLUTION
version = mlflow.register_model(f"models:/{model_id}", MODEL)
### STUB
# # version = mlflow.register_model(f"models:/{____}", ____)
### END SOLUTION

# %%
check("3.1.1")

# %% [markdown]
# ## The same by hand
#
# What you did in one line is a button, too. Open the MLflow tab. It may begin with its pages for GenAI, which show no models:
# switch to **Model training**, on the left above the menu. (If a window about traces is in the way, press **Got it** first.)
# Then open the candidate's experiment, there **Models**, and in it the model: its page has **Register model** in the corner.
#
# ![The page of a logged model: its id, its source run, and a button Register model in the upper right corner](pictures/logged_model.png)
#
# A window asks for the name. There you choose one that exists, or make a new one. Try it if you like, with a new name, say
# `mine`; it carries no points.
#
# ![The window Register model: in its list stand Create New Model and, below it, germany-power](pictures/register_dialog.png)
#
# A line of code is better all the same: it is in your notebook tomorrow, and a click isn't.
#
# ## What stands at the name
#
# In a year, a name and a number will tell nobody anything. So write down what they mean, at the two places for it:
#
# | place | what belongs there | call |
# |---|---|---|
# | the registered model | a **description**: both targets, solar and wind, and the unit, GW | `client.update_registered_model(name, description)` |
# | the version | the tag `train`: what it learned from, as its run says | `client.set_model_version_tag(name, number, tag, value)` |
# | the version | the tag `data_sha256`: the SHA-256 of `germany.csv`, over all its bytes | the same |
#
# The year alone isn't enough. "2013" of which file? A file can be corrected, and keeps its name. Its hash changes. The path
# of `germany.csv` is `desk.data`, and the method `read_bytes()` of a path gives all bytes of its file.

# %%
### BEGIN SOLUTION
client.update_registered_model(MODEL, "Germany's solar and wind power in GW, hour by hour, from the weather.")

data_sha256 = hashlib.sha256(desk.data.read_bytes()).hexdigest()
for tag, value in {"train": candidate.data.params["train"], "data_sha256": data_sha256}.items():
    client.set_model_version_tag(MODEL, version.version, tag, value)
### STUB
# # client.update_registered_model(MODEL, ____)
# #
# # data_sha256 = hashlib.sha256(____).hexdigest()
# # for tag, value in {"train": candidate.data.params[____], "data_sha256": data_sha256}.items():
# #     client.set_model_version_tag(MODEL, version.version, tag, ____)
### END SOLUTION

# %%
check("3.1.2")

# %% [markdown]
# ## Twice the same
#
# Cells are run twice, nightly jobs are repeated, and sometimes two colleagues have the same good idea.
#
# **Predict**: you register the very same logged model once more, under the same name. MLflow
#
# - **a** sees that it is the same model, and gives you the version that is there,
# - **b** makes another version, which points to the same model,
# - **c** refuses: this model is registered already.

# %%
### BEGIN SOLUTION
answer("3.1.3", "b")
### STUB
# answer("3.1.3", ...)  # in place of the dots: "a", "b" or "c"
### END SOLUTION

# %%
check("3.1.3")

# %%
again = mlflow.register_model(f"models:/{model_id}", MODEL)
print("another version:", again.version != version.version)
print("of the same model:", again.source == version.source)

client.delete_model_version(MODEL, again.version)

# %% [markdown]
# Two numbers for one thing: who compares the two versions compares a model with itself, and finds that it hasn't
# changed. Here nothing used the surplus version, so the last line deletes it. (Its number is not given again. Look
# twice before you delete a version that isn't your own: in 3.2 you see what goes with it. If you ran the cell of 3.1.1 more
# than once, there is a surplus version from that, too; it does no harm.)
#
# It is better not to make it. Write `register_once`: it looks whether `MODEL` has a version of this logged model, and only
# registers where there is none. A version's `source` says which model it was made from.
#
# The cell takes the newest model of each experiment of 2.1 to 2.4, except the candidate's experiment. The loop registers each
# of them twice, as if you had run the cell twice. What counts is the outcome: run it as often as you like, and **none of
# these models stands there twice**. (A dictionary of what you have registered would do, too, until the kernel stops: then it
# is gone. To delete the surplus afterwards would do, too, but somebody may use these numbers by then. So ask the registry.)

# %%
places = [client.get_experiment_by_name(name).experiment_id for name in EXPERIMENTS]
runs = mlflow.search_runs(places, order_by=["start_time DESC"], output_format="list")
newest = {}  # of each experiment the newest run that holds a model
for run in runs:
    if run.outputs.model_outputs and run.info.run_id != candidate.info.run_id:
        newest.setdefault(run.info.experiment_id, run)
newest.pop(candidate.info.experiment_id, None)

### BEGIN SOLUTION
def register_once(model_id):
    """The version of MODEL that was made from this logged model; registered only if there is none."""
    address = f"models:/{model_id}"
    versions = client.search_model_versions(f"name = '{MODEL}'")
    there = [version for version in versions if version.source == address]
    return there[0] if there else mlflow.register_model(address, MODEL)


for _ in range(2):
    for run in newest.values():
        register_once(run.outputs.model_outputs[-1].model_id)
### STUB
# # def register_once(model_id):
# #     """The version of MODEL that was made from this logged model; registered only if there is none."""
# #     address = f"models:/{model_id}"
# #     versions = client.search_model_versions(f"name = '{MODEL}'")
# #     there = [version for version in versions if version.source == ____]
# #     return ____ if there else ____
# #
# #
# # for _ in range(2):
# #     for run in newest.values():
# #         register_once(run.outputs.model_outputs[-1].model_id)
### END SOLUTION

# %%
check("3.1.4")

# %% [markdown]
# A linear regression, forests and a network now stand under one name. That is meant so: whoever asks for the desk's power
# model wants a good forecast, and not a certain kind of model.
#
# ## The way back
#
# An auditor comes with a name and a number, and asks: where does this come from? A version points to a logged model, and that
# to its run. There is a short cut: a version has the id of the run as well, `run_id`. The run knows the rest.
#
# Go that way for **every version** of `MODEL` whose run has an `rmse` (today all have one; later notebooks add versions that
# are judged otherwise). Hand in what you find, as a dictionary. Its key is the version's number, as text. Its value has four
# things: the name of the experiment, the name of the run, the year it learned from (its parameter `train`), and its `rmse`,
# rounded to two digits after the point.

# %%
### BEGIN SOLUTION
found = {}
for each in client.search_model_versions(f"name = '{MODEL}'"):
    run = client.get_run(each.run_id)
    if "rmse" not in run.data.metrics:
        continue
    found[str(each.version)] = {
        "experiment": client.get_experiment(run.info.experiment_id).name,
        "run": run.info.run_name,
        "train": run.data.params["train"],
        "rmse": round(run.data.metrics["rmse"], 2),
    }

answer("3.1.5", found)
### STUB
# # found = {}
# # for each in client.search_model_versions(f"name = '{MODEL}'"):
# #     run = client.get_run(____)
# #     if "rmse" not in run.data.metrics:
# #         continue
# #     found[str(each.version)] = {
# #         "experiment": client.get_experiment(____).name,
# #         "run": ____,
# #         "train": run.data.params[____],
# #         "rmse": round(____, 2),
# #     }
#
# answer("3.1.5", ...)  # in place of the dots: found
### END SOLUTION

# %%
check("3.1.5")

# %%
in_order = sorted(found.items(), key=lambda item: -item[1]["rmse"])
names = [f"{each['run']}\n{each['experiment']}" for _, each in in_order]
errors = [each["rmse"] for _, each in in_order]

figure, panel = plt.subplots(figsize=(8, 3), layout="constrained")
colours = ["tab:blue" if error == min(errors) else "0.75" for error in errors]
bars = panel.barh(names, errors, color=colours)
panel.bar_label(bars, fmt=" %.2f")
panel.set(xlabel=f"RMSE on 2014 (GW) of the versions of {MODEL}", frame_on=False)
panel.margins(x=0.12)
panel.tick_params(left=False)
plt.show()

# %% [markdown]
# All of it was found from a name and a number. Only the candidate's version has the tags, so only that one leads to its data:
#
# ```mermaid
# flowchart LR
#     name["registered model<br>germany-power"] --> version --> model["logged model"] --> run["run<br>parameters, metrics"] --> experiment
#     version -- "run_id" --> run
#     version -. "data_sha256" .-> data["germany.csv"]
# ```
#
# ## What you have now
#
# A registered model that says what it is for, with the models of four experiments under one name, and the way back from any
# number to its run. The candidate's version names its data as well. Which of them is in use, nobody can tell yet: the highest
# number is only the one that was registered last. The answer comes in [3.2, The champion](02_champion.ipynb).
