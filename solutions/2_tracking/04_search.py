# %% [markdown]
# # 2.4 A search that can be read afterwards
#
# "Grid search takes forever, this was the best one (i think)" stands in `model_rf`. In about 45 minutes you have a
# better answer: **a search in which every trial is a run**, the pictures that show what it found, the best trial picked
# by a query, and its model judged on a year that the search never saw.
#
# What you will use works in any project: an *Optuna* study, *nested runs*, *pruning*, and cross-validation by time.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("2.4")

# %% [markdown] tags=["instructor"]
# **For the instructor.** Pause before 2.4.1 and let the group vote with their hands; few expect that a leak can change
# the winner. While 2.4.2 runs, have the MLflow tab open on the experiment: the children arrive one by one, and the
# plus sign beside `search` unfolds them. What goes wrong most: `nested=True` is left out (MLflow then refuses to open a
# second run), `TrialPruned` is raised inside the `with` (children marked FAILED), and in 2.4.4 the best trial is a
# pruned one. Nearly all pruning happens after the first fold: the pruner compares the best value that a trial has
# reported so far, and the first fold is often the easiest.

# %% [markdown]
# ## Which hours may a search look at?
#
# 2014 is kept for the last judgement. A search that looks at it picks the winner of 2014, and then 2014 can no longer
# say how good that winner is. So the search lives on 2013 alone, cut into four *folds*: each is held out once, and
# predicted by a forest that was fitted on the other three. The mean of the four errors is what the search makes small.

# %%
import os
import warnings

import matplotlib.pyplot as plt
import mlflow
import numpy as np
import optuna
import optuna.visualization.matplotlib as pictures
import pandas as pd
import skops
import sklearn
from mlflow.models import infer_signature
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score, root_mean_squared_error
from sklearn.model_selection import KFold, PredefinedSplit

os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"  # otherwise two lines a run
optuna.logging.set_verbosity(optuna.logging.WARNING)  # otherwise a line a trial
warnings.filterwarnings("ignore", category=optuna.exceptions.ExperimentalWarning)  # its pictures are
FEATURES = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
TARGETS = ["solar_GW", "wind_GW"]
FIXED = {"n_estimators": 10, "random_state": 0}  # of every forest here: small, and the same each time

germany = pd.read_csv(desk.data, parse_dates=["utc_timestamp"])
train = germany[germany["utc_timestamp"].dt.year == 2013]
test = germany[germany["utc_timestamp"].dt.year == 2014]
print(f"{len(train)} hours to search in, {len(test)} to be judged on at the end")

# %% [markdown]
# There are two ways to cut. Shuffle the hours, and deal them out like cards. Or keep whole months together: the first
# fold gets January, May and September, the second February, June and October, and so on, so that each fold has something
# of every season. Below, a column is a day, a point is an hour, and the four colours are the four folds.

# %%
month = train["utc_timestamp"].dt.month
FOLDS = {
    "shuffled hours": list(KFold(4, shuffle=True, random_state=0).split(train)),
    "whole months": list(PredefinedSplit((month - 1) % 4).split()),
}


def error_of(parameters, rest, held_out):
    """RMSE (GW, mean of both targets) on the hours held out, by a forest fitted on the rest."""
    known, unseen = train.iloc[rest], train.iloc[held_out]
    forest = RandomForestRegressor(**parameters).fit(known[FEATURES], known[TARGETS])
    return root_mean_squared_error(unseen[TARGETS], forest.predict(unseen[FEATURES]))


figure, panels = plt.subplots(2, 1, figsize=(9, 3.6), sharex=True, layout="constrained")
for panel, (name, folds) in zip(panels, FOLDS.items()):
    for colour, (_, held_out) in zip(["#0072b2", "#e69f00", "#009e73", "#cc79a7"], folds):
        time = train["utc_timestamp"].iloc[held_out]
        panel.scatter(time.dt.day_of_year, time.dt.hour, s=9, marker="s", linewidths=0, color=colour)
    panel.set(title=name, ylabel="hour", yticks=[0, 12], xlim=(1, 365))
panels[1].set_xlabel("day of 2013")
plt.show()

# %% [markdown]
# ## A prediction, before you see it
#
# A tree's *leaf* is a group of hours that get the same answer, and `min_samples_leaf` is the fewest that it may hold. With
# 1, a tree can remember single hours; with 30, it must sum up. Chapter 1 showed that the shuffle makes an error look too
# small. For a search, that alone would do no harm: if every forest looked better by as much, the same one would win.
#
# The next cells try leaves of 1, 3, 10 and 30 hours with both cuts. The leaf that comes out best with **whole months** is
#
# - **a**: the same as with shuffled hours,
# - **b**: smaller than with shuffled hours,
# - **c**: larger than with shuffled hours.

# %%
### BEGIN SOLUTION
answer("2.4.1", "c")
### STUB
# answer("2.4.1", ...)  # in place of the dots: "a", "b" or "c"
### END SOLUTION

# %%
check("2.4.1")

# %% [markdown]
# Here is how it is: the error by the size of the leaf, a curve for each cut, and a ring around the leaf that each would
# choose.

# %%
LEAVES = [1, 3, 10, 30]
errors = pd.DataFrame(index=LEAVES, columns=list(FOLDS), dtype=float)
for name, folds in FOLDS.items():
    for leaf in LEAVES:
        parameters = FIXED | {"min_samples_leaf": leaf}
        errors.loc[leaf, name] = np.mean([error_of(parameters, *fold) for fold in folds])

figure, panel = plt.subplots(figsize=(7, 3.4), layout="constrained")
for name, colour in zip(errors, ["tab:red", "tab:blue"]):
    panel.plot(errors.index, errors[name], marker="o", color=colour, label=name)
    best_leaf = errors[name].idxmin()
    panel.plot(best_leaf, errors.loc[best_leaf, name], "o", markersize=15, fillstyle="none", color=colour)
panel.set(xlabel="hours in a leaf, at least", ylabel="cross-validated RMSE (GW)", xscale="log")
panel.set_xticks(LEAVES, labels=LEAVES, minor=False)
panel.minorticks_off()
panel.legend(frameon=False)
plt.show()
print("best leaf")
print(errors.idxmin().to_string())

# %% [markdown]
# The shuffle doesn't only flatter. It **prefers another forest**: neighbouring hours are nearly copies of each other, so
# one that remembers is rewarded for it, and another year has no such neighbours. Whole months ask what the desk will ask.
#
# ## The search: every trial a run
#
# An Optuna *study* proposes parameters, looks at what they gave, and proposes better ones. Each proposal is a *trial*; the
# function `objective` gets it, asks it for parameters (whole numbers here: `trial.suggest_int`), and returns their error,
# the mean over all folds. In MLflow, the search is one run, `search`, and each trial is a **nested run** inside it, with
# its parameters, those in `FIXED` too, and its metric `cv_rmse`: the mean over the folds so far, logged with the fold as
# its `step`.
#
# Not every trial deserves four folds. It reports the same mean to Optuna after each one (`trial.report`), and the
# *pruner* says whether that is worse than the median of the finished trials before it (`trial.should_prune`). Then the
# trial leaves by raising `optuna.TrialPruned`. But a run that is left by an exception is marked FAILED, and a pruned trial
# hasn't failed. So each trial says in a tag `pruned` whether it was, `True` or `False`, leaves the `with` in peace, and
# raises after it.
#
# Three things are given. The *sampler* makes the proposals: `TPESampler` tries what is like the best trials so far, and its
# seed makes the search come out the same again. The pruner waits until `n_startup_trials` are finished: a median of
# fewer says little. And `keep`, below, lays what Optuna was told (each trial's state, what it reported and what it returned)
# as `study.json` beside the search, so that it can be compared with what MLflow was told. It takes your study and its run
# under the names `study` and `search`.

# %%
study = search = None  # until the next cell makes them


def keep(study, search):
    """Lay what the study was told of each trial beside the search, as study.json."""
    if study is None or search is None:
        return
    trials = [
        {"number": trial.number, "state": trial.state.name, "value": trial.value, "reported": trial.intermediate_values}
        for trial in study.trials
    ]
    content = {"direction": study.direction.name, "trials": trials}
    mlflow.MlflowClient().log_dict(search.info.run_id, content, "study.json")


# %% [markdown]
# Fill the blanks. The last line, `keep`, stays as it is.

# %%
### BEGIN SOLUTION
def objective(trial):
    """The mean error over the folds, GW; a run of its own inside the open one."""
    parameters = FIXED | {
        "min_samples_leaf": trial.suggest_int("min_samples_leaf", 1, 100, log=True),
        "max_features": trial.suggest_int("max_features", 1, len(FEATURES)),
        "max_depth": trial.suggest_int("max_depth", 4, 16),
    }
    errors = []
    with mlflow.start_run(run_name=f"trial {trial.number}", nested=True):
        mlflow.log_params(parameters)
        for fold, (rest, held_out) in enumerate(FOLDS["whole months"]):
            errors.append(error_of(parameters, rest, held_out))
            mlflow.log_metric("cv_rmse", np.mean(errors), step=fold)
            trial.report(np.mean(errors), step=fold)
            pruned = trial.should_prune()
            if pruned:
                break
        mlflow.set_tag("pruned", pruned)
    if pruned:
        raise optuna.TrialPruned
    return np.mean(errors)


mlflow.set_experiment(desk.experiment)
sampler, pruner = optuna.samplers.TPESampler(seed=1), optuna.pruners.MedianPruner(n_startup_trials=4)
study = optuna.create_study(sampler=sampler, pruner=pruner)
with mlflow.start_run(run_name="search") as search:
    mlflow.log_params({"model": "RandomForestRegressor", "features": ", ".join(FEATURES), "train": 2013, "test": 2014})
    study.optimize(objective, n_trials=16)
### STUB
# # def objective(trial):
# #     """The mean error over the folds, GW; a run of its own inside the open one."""
# #     parameters = FIXED | {
# #         "min_samples_leaf": trial.suggest_int("min_samples_leaf", 1, 100, log=True),
# #         "max_features": trial.suggest_int("max_features", 1, len(FEATURES)),
# #         "max_depth": trial.suggest_int("max_depth", 4, 16),
# #     }
# #     errors = []
# #     with mlflow.start_run(run_name=f"trial {trial.number}", ____):
# #         mlflow.log_params(____)
# #         for fold, (rest, held_out) in enumerate(FOLDS[____]):
# #             errors.append(error_of(parameters, rest, held_out))
# #             mlflow.log_metric("cv_rmse", np.mean(errors), step=____)
# #             trial.report(____, step=____)
# #             pruned = trial.should_prune()
# #             if pruned:
# #                 break
# #         mlflow.set_tag("pruned", ____)
# #     if pruned:
# #         raise ____
# #     return ____
# #
# #
# # mlflow.set_experiment(desk.experiment)
# # sampler, pruner = optuna.samplers.TPESampler(seed=1), optuna.pruners.MedianPruner(n_startup_trials=4)
# # study = optuna.create_study(sampler=sampler, pruner=pruner)
# # with mlflow.start_run(run_name="search") as search:
# #     mlflow.log_params({"model": "RandomForestRegressor", "features": ", ".join(FEATURES), "train": 2013, "test": 2014})
# #     study.optimize(____, n_trials=16)
### END SOLUTION
keep(study, search)

# %%
check("2.4.2")

# %% [markdown]
# In the MLflow tab, open the experiment `2.4-search` and its Training runs: the plus sign before `search` unfolds the
# trials, and the chart button above the table draws `cv_rmse` for the newest ten (the eyes show more). A trial that was
# pruned ends early, mostly as a single dot. (Ran the search again? Then there are two; the newest one counts.)
#
# ## The study's own pictures
#
# Optuna draws a study: its *history* (a dot a trial that was finished, and a line at the best so far), the *importances*
# (how much of the ups and downs each parameter explains), and a *slice* (the error over each parameter). Pruned trials
# are in none of them. The importances come from a small forest of its own, so it gets a seed; with so few trials,
# take them for a hint and no more.
#
# Open the search's run again and put the three figures into it: `history` as `history.png`, `importances` as
# `importances.png`, and `slices` as `slice.png`.

# %%
fanova = optuna.importance.FanovaImportanceEvaluator(seed=0)
with plt.style.context("default"):  # Optuna's pictures set a style; it ends here
    history = pictures.plot_optimization_history(study, target_name="cv_rmse (GW)").figure
    importances = pictures.plot_param_importances(study, evaluator=fanova, target_name="cv_rmse").figure
    slices = pictures.plot_slice(study, target_name="cv_rmse (GW)")[0].figure
for figure, size in [(history, (8, 3.2)), (importances, (8, 2.4)), (slices, (9, 3))]:
    figure.set_size_inches(size)
    figure.set_layout_engine("constrained")

### BEGIN SOLUTION
with mlflow.start_run(run_id=search.info.run_id):
    mlflow.log_figure(history, "history.png")
    mlflow.log_figure(importances, "importances.png")
    mlflow.log_figure(slices, "slice.png")
### STUB
# # with mlflow.start_run(run_id=____):
# #     mlflow.log_figure(history, "history.png")
# #     mlflow.log_figure(____, ____)
# #     mlflow.log_figure(____, ____)
### END SOLUTION

# %%
check("2.4.3")

# %% [markdown]
# ## The best trial, found by a query
#
# `study.best_trial` knows the answer, as long as this kernel lives. The tracking server still knows it next year: a child
# carries its parent's id in the tag `mlflow.parentRunId`, and `search_runs` filters and sorts by parameters, metrics and
# tags. This query asks for the children of the search, the smallest `cv_rmse` first. Look at its first rows before you
# trust them.
#
# Then ask better: all conditions are joined by `and`, and the value of a tag is text, in quotes, as it was written:
# Python's `True` and `False` begin with a capital. Tag the child that is really the best with `best` =
# `true`, in small letters.

# %%
children = f"tags.mlflow.parentRunId = '{search.info.run_id}'"
SHOWN = ["tags.mlflow.runName", "params.min_samples_leaf", "metrics.cv_rmse", "tags.pruned"]
trials = mlflow.search_runs(
    experiment_names=[desk.experiment],
    filter_string=children,
    order_by=["metrics.cv_rmse ASC"],
)
print(trials[SHOWN].head(4).round(2).to_string(index=False))

### BEGIN SOLUTION
finished = mlflow.search_runs(
    experiment_names=[desk.experiment],
    filter_string=f"{children} and tags.pruned = 'False'",
    order_by=["metrics.cv_rmse ASC"],
)
best = finished.iloc[0]
mlflow.MlflowClient().set_tag(best["run_id"], "best", "true")
### STUB
# # finished = mlflow.search_runs(
# #     experiment_names=[desk.experiment],
# #     filter_string=f"{children} and ____",
# #     order_by=["metrics.cv_rmse ASC"],
# # )
# # best = finished.iloc[0]
# # mlflow.MlflowClient().set_tag(best["run_id"], ____, ____)
### END SOLUTION

# %%
check("2.4.4")

# %% [markdown]
# ## The last judgement
#
# Now, and once, 2014. Read the parameters back from the tagged child (the store keeps them as text), fit a forest with
# them on **all of 2013**, and put it on the search's own run: the model with its signature and its requirements, and the
# four scores on 2014. A forest is stored without a pickle once you vouch for its trees, as in 2.2; the two packages that it
# needs, in the versions that made it, are scikit-learn and skops.


# %%
def scores(truth, prediction):
    """R² over both targets and for each of them, and RMSE, the mean of the targets' own, in GW."""
    each = r2_score(truth, prediction, multioutput="raw_values")
    rmse = root_mean_squared_error(truth, prediction)
    return {"r2": each.mean(), "r2_solar": each[0], "r2_wind": each[1], "rmse": rmse}


### BEGIN SOLUTION
parameters = {name: int(text) for name, text in mlflow.get_run(best["run_id"]).data.params.items()}
forest = RandomForestRegressor(**parameters).fit(train[FEATURES], train[TARGETS])
judged = scores(test[TARGETS], forest.predict(test[FEATURES]))

with mlflow.start_run(run_id=search.info.run_id):
    mlflow.log_metrics(judged)
    mlflow.sklearn.log_model(
        forest,
        name="model",
        signature=infer_signature(train[FEATURES], forest.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
        skops_trusted_types=["sklearn.tree._tree.Tree"],
    )
shuffled = np.mean([error_of(parameters, *fold) for fold in FOLDS["shuffled hours"]])
promises = {"shuffled hours": shuffled, "whole months": best["metrics.cv_rmse"], "2014": judged["rmse"]}
print(pd.Series(promises).round(2).to_string())
### STUB
# # parameters = {name: int(text) for name, text in mlflow.get_run(best["run_id"]).data.params.items()}
# # forest = RandomForestRegressor(**parameters).fit(____, ____)
# # judged = scores(____, forest.predict(____))
# #
# # with mlflow.start_run(run_id=search.info.run_id):
# #     mlflow.log_metrics(____)
# #     mlflow.sklearn.log_model(
# #         forest,
# #         name="model",
# #         signature=infer_signature(____, ____),
# #         pip_requirements=[____, f"skops=={skops.__version__}"],
# #         skops_trusted_types=["sklearn.tree._tree.Tree"],
# #     )
# # shuffled = np.mean([error_of(parameters, *fold) for fold in FOLDS["shuffled hours"]])
# # promises = {"shuffled hours": shuffled, "whole months": best["metrics.cv_rmse"], "2014": judged["rmse"]}
# # print(pd.Series(promises).round(2).to_string())
### END SOLUTION

# %%
check("2.4.5")

# %% [markdown]
# Three errors of one forest: what shuffled hours would have promised, what whole months promised, and what 2014 said.
# The honest promise is the nearer one. It is still too good: the next year differs from every month of this one, and
# you saw in 2.1 that the wind of 2014 does.
#
# ## Extra: two workers, one study
#
# A search that takes a night is shared out. A study that is kept in a **journal file** can be joined by any process that
# reaches the file, on this machine or another. `search_worker.py` beside this notebook is such a worker: it fits a power
# curve to the wind, so that it takes a second and not a night. Open it; the lines that matter are `load_study` and
# `storage`. Two of them are started here at once. Each gets a seed of its own: with the same one, both would begin with
# the same proposals.

# %%
import subprocess
import sys
import tempfile

from search_worker import storage

with tempfile.TemporaryDirectory() as folder:
    journal = f"{folder}/study.journal"
    shared = optuna.create_study(study_name="power curve", storage=storage(journal))
    worker = [sys.executable, "search_worker.py", journal, str(desk.data)]
    workers = [subprocess.Popen([*worker, seed, "10"]) for seed in ("1", "2")]
    ended = [worker.wait(timeout=120) for worker in workers]
    together = shared.trials

print(f"Both workers ended well: {ended == [0, 0]}")
complete = [trial for trial in together if trial.state == optuna.trial.TrialState.COMPLETE]
print(f"Trials in the one study: {len(together)}, complete: {len(complete)}")
print(f"Different proposals: {len({tuple(trial.params.values()) for trial in together})}")

# %% [markdown]
# Which worker did which trial is left to chance, and so is the winner, by a little: what one finds first steers the other.
# A search that must come out the same again has one worker and a seed.
#
# ## What you have now
#
# One run that holds a whole search: its trials nested under it, each with parameters and errors; three pictures; the best
# trial marked; and the model of that trial, judged once on the year that nothing had looked at.
#
# By now several experiments stand beside each other. Which of their models should the desk use? Notebook
# [2.5](05_compare.ipynb) asks all of them at once.
