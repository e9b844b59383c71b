# %% [markdown]
# # 3.2 The champion, by its alias
#
# The desk has several models under one name. Which one do we use for tomorrow's wind? In about 30 minutes the answer stands
# in the registry: one version is the **champion**, by an alias, and whoever forecasts asks for the champion. A change of
# model is then one line, and no service has to be changed.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("3.2")

# %% [markdown] tags=["instructor"]
# **For the instructor.** Ask at the start: how does the service learn that there is a better model? By a new version of the
# service, mostly; keep that answer for the end. On the course's data the champion is the network of 2.3; nobody needs to
# know, and nobody here asks. In January's picture the wind is too low on windy days. People will say so. Agree, and ask
# what they would have to see before they believed that it isn't chance: that is chapter 5. Don't say why. What goes wrong
# most: an alias with a capital letter, and `version.aliases` of a search, which is always empty (3.2.5).
#
# Champion after this notebook: the candidate of 2.5, which learned from 2013.

# %% [markdown]
# ## A number isn't enough
#
# `models:/germany-power/1` can be loaded, and whoever writes that into a service will have to change the service for another version.
# "The newest version" is no better: registered last doesn't mean approved.
#
# An **alias** is a word that points to one version of a registered model, and can be pointed elsewhere. `models:/germany-power@champion` is
# whatever the desk has decided on. Below are the versions, and among them the candidate's: the one with the tags of 3.1, if
# you registered it more than once.

# %%
import os
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from sklearn.metrics import root_mean_squared_error

os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"  # otherwise two lines a run
MODEL = "germany-power"
FEATURES = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
TARGETS = ["solar_GW", "wind_GW"]

client = MlflowClient()
mlflow.set_experiment(desk.experiment)
tagged = "tags.choice = 'champion candidate'"
candidate = mlflow.search_runs(search_all_experiments=True, filter_string=tagged, output_format="list")[0]

versions = client.search_model_versions(f"name = '{MODEL}'", order_by=["version_number DESC"])
registered = [version for version in versions if version.run_id == candidate.info.run_id]
own = next((version for version in registered if "train" in version.tags), registered[0])
for version in versions:
    mark = "  the candidate's" if version is own else ""
    print(f"version {version.version}: {client.get_run(version.run_id).info.run_name}{mark}")

# %% [markdown]
# Point the alias `champion` to the candidate's version. MLflow will keep neither who did so, nor when, nor why. At least the
# last can be written down: put the tag `champion.reason` on the same version, with a sentence that says why this one.

# %%
### BEGIN SOLUTION
client.set_registered_model_alias(MODEL, "champion", own.version)
client.set_model_version_tag(MODEL, own.version, "champion.reason", candidate.data.tags["choice.reason"])
### STUB
# # client.set_registered_model_alias(MODEL, ____, ____)
# # client.set_model_version_tag(MODEL, own.version, ____, ____)
### END SOLUTION

# %%
check("3.2.1")

# %% [markdown]
# In MLflow's pages the champion now looks like this. On the left, **Model training** and then **Model registry** lead to it; the
# first time, a window about new pages is in the way: close it.
#
# ![The page of germany-power: its description, its versions, and at version 1 the tags, champion.reason among them, and the alias champion](pictures/registered_model.png)
#
# > **Stages, in older tutorials.** `Staging`, `Production` and `Archived`, and a call `transition_model_version_stage`, did this
# > until MLflow 2.9. There were just these four words, the fourth being `None`; a second version could be in `Production` as
# > well, and you could not add a word of your own, for example a champion for each country. Aliases are free words, and each
# > points to one version. The old calls still exist, with a warning; the pages say "Stage (deprecated)". Leave them.
#
# ## Used without a look inside
#
# January 2015 has arrived: weather and measured power. Now you are the service. You know the name, the alias, and that
# the model takes the weather of an hour. Everything else the model says itself: its signature has the columns, and the kind
# of numbers that it wants.

# %%
january = pd.read_csv(desk.arrived[0], parse_dates=["utc_timestamp"])
first, last = january["utc_timestamp"].agg(["min", "max"])
print(f"{len(january)} hours, from {first:%d %B} to {last:%d %B %Y}")


def forecast(model, hours):
    """Solar and wind power in GW, a row an hour; the model gets numbers of the size that it asks for."""
    asked = model.metadata.get_input_schema().inputs[0].type
    size = "float32" if str(asked) in ("float32", "DataType.float") else "float64"
    with redirect_stdout(StringIO()):  # some kinds of models print while they predict
        return np.asarray(model.predict(hours[FEATURES].astype(size)))

# %% [markdown]
# Load the champion by its alias, predict January with `forecast`, and log one run in this notebook's experiment: the
# parameters `version` (the number that the alias points to at this moment: an alias moves, a run stays) and `month`
# (`2015-01`), and the metrics `rmse_solar` and `rmse_wind` in GW. (If you run the cell again, the newest run counts.)

# %%
### BEGIN SOLUTION
champion = client.get_model_version_by_alias(MODEL, "champion")
model = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
predicted = forecast(model, january)
errors = root_mean_squared_error(january[TARGETS], predicted, multioutput="raw_values")

with mlflow.start_run(run_name="champion, January"):
    mlflow.log_params({"version": champion.version, "month": "2015-01"})
    mlflow.log_metrics({"rmse_solar": errors[0], "rmse_wind": errors[1]})
### STUB
# # champion = client.get_model_version_by_alias(MODEL, ____)
# # model = mlflow.pyfunc.load_model(____)
# # predicted = forecast(model, january)
# # errors = root_mean_squared_error(____, ____, multioutput="raw_values")
# #
# # with mlflow.start_run(run_name="champion, January"):
# #     mlflow.log_params({"version": ____, "month": "2015-01"})
# #     mlflow.log_metrics({"rmse_solar": errors[0], "rmse_wind": ____})
### END SOLUTION

# %%
check("3.2.2")

# %%
figure, panels = plt.subplots(2, 1, figsize=(10, 5), sharex=True, layout="constrained")
for panel, column, nth in zip(panels, TARGETS, range(2)):
    panel.plot(january["utc_timestamp"], january[column], color="0.6", label="measured")
    panel.plot(january["utc_timestamp"], predicted[:, nth], color="tab:blue", label="champion")
    panel.set(ylabel=column.replace("_", " in "), ylim=(0, None), frame_on=False)
handles = panels[0].get_legend_handles_labels()
figure.legend(*handles, loc="outside upper right", ncols=2, frameon=False)
panels[1].set_xticks(january["utc_timestamp"][:: 7 * 24])  # a label a week
plt.show()
print(f"RMSE in January: solar {errors[0]:.2f} GW, wind {errors[1]:.2f} GW")

# %% [markdown]
# A month that the champion had never seen, and nobody had to know what it is. Look at the picture for a while, at the wind above all:
# where is it right, and where isn't it? Keep the run; later months will be put beside it.
#
# ## The alias moves
#
# A service has loaded `models:/germany-power@champion` this morning, and runs. At noon somebody points the alias to another
# version.
#
# **Predict**: from then on the running service
#
# - **a** predicts with the other version, at once,
# - **b** goes on with the version of this morning, until it loads again,
# - **c** fails at its next call, since the address leads elsewhere now.

# %%
### BEGIN SOLUTION
answer("3.2.3", "b")
### STUB
# answer("3.2.3", ...)  # in place of the dots: "a", "b" or "c"
### END SOLUTION

# %%
check("3.2.3")

# %% [markdown]
# Tried with an alias of its own, `trial`, so that the champion stays where it is:

# %%
other = next(version for version in versions if version.source != own.source)
hour = january.head(1)

client.set_registered_model_alias(MODEL, "trial", own.version)
morning = mlflow.pyfunc.load_model(f"models:/{MODEL}@trial")
before = forecast(morning, hour)

client.set_registered_model_alias(MODEL, "trial", other.version)
noon = mlflow.pyfunc.load_model(f"models:/{MODEL}@trial")
print("loaded this morning, still the same forecast:", np.allclose(forecast(morning, hour), before))
print("loaded at noon, the same forecast:", np.allclose(forecast(noon, hour), before))

client.delete_registered_model_alias(MODEL, "trial")

# %% [markdown]
# An alias is looked up once, when the model is loaded. To follow it, a service has to look again from time to time; in chapter
# 5 you build one that does.
#
# ## The version goes
#
# Somebody tidies up, and deletes the version that the alias points to.
#
# **Predict**: MLflow
#
# - **a** refuses, as long as an alias points to it,
# - **b** deletes the version, and the alias with it, without a word,
# - **c** deletes the version, and points the alias to the newest one that is left.

# %%
### BEGIN SOLUTION
answer("3.2.4", "b")
### STUB
# answer("3.2.4", ...)  # in place of the dots: "a", "b" or "c"
### END SOLUTION

# %%
check("3.2.4")

# %% [markdown]
# Tried on a registered model that is made for it and deleted again. It has two versions and two aliases: `champion` and
# `Champion`, which are **not** the same.

# %%
TOY = "champion-toy"
with redirect_stderr(StringIO()):  # without a pink box
    one, two = (mlflow.register_model(own.source, TOY) for _ in range(2))
client.set_registered_model_alias(TOY, "champion", one.version)
client.set_registered_model_alias(TOY, "Champion", two.version)
print("two aliases, two versions:", client.get_registered_model(TOY).aliases)

client.delete_model_version(TOY, one.version)
print("after the first is deleted:", client.get_registered_model(TOY).aliases)
try:
    mlflow.pyfunc.load_model(f"models:/{TOY}@champion")
except MlflowException as error:
    print("the service says:", error.message)
client.delete_registered_model(TOY)

# %% [markdown]
# No question was asked, and no trace is left of where the alias had pointed to. So whoever deletes versions looks first
# at what points to them.
#
# Hand in the numbers of those versions of `MODEL` that no alias points to, as a list: those may go. (Numbers or text, as you
# like. Don't delete them.)

# %%
### BEGIN SOLUTION
aliases = client.get_registered_model(MODEL).aliases
in_use = {str(number) for number in aliases.values()}
unused = [
    version.version
    for version in client.search_model_versions(f"name = '{MODEL}'")
    if str(version.version) not in in_use
]

answer("3.2.5", sorted(unused))
### STUB
# # aliases = client.get_registered_model(MODEL).____
# # in_use = {str(number) for number in aliases.values()}
# # unused = [
# #     version.version
# #     for version in client.search_model_versions(f"name = '{MODEL}'")
# #     if ____
# # ]
#
# answer("3.2.5", ...)  # in place of the dots: the list of numbers
### END SOLUTION

# %%
check("3.2.5")

# %% [markdown]
# ## What you have now
#
# A champion that is found by one word, its reason beside it, and a first month on which it was judged. And you know what
# the registry doesn't do for you: it tells no service that the alias has moved, it lets a champion be deleted, and it
# keeps no record of who moved what. That last gap is closed at the end of this chapter.
#
# A champion needs somebody who may challenge it, and a rule that both accept. That is [3.4, The gate](04_gate.ipynb); whoever wants to
# know first what is in such a model opens [3.3, Inside a model](03_inside_a_model.ipynb).
