# %% [markdown]
# # 4.5 Wine, trained by itself
#
# A second project, on other data: it tells how much alcohol is in a wine from twelve other measurements. In about 30
# minutes it trains itself. One command searches the best settings with **two workers on one study**, trains the best
# model again in full, and looks at the test wines **once**. Then you serve the model and ask it with curl, and in the
# end you list what a pickle of it would import, without opening the pickle.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("4.5")

# %% [markdown] tags=["instructor"]
# **For the instructor.** Ask before 4.5.1 who has reported the best score of a search as the model's score; nearly
# all have. Let the group vote on 4.5.2: most believe that a shared study keeps its workers from doing the same thing
# twice.
#
# What goes wrong most: in `prepared` the scaler is fitted on all wines before they are cut into folds; in `work` a
# study of the worker's own (`create_study`), so that `auto_train` finds an empty one; and in 4.5.5 the server is
# asked for `/ping` or `/predict` in place of `/invocations`. If a port stays busy, somebody interrupted the kernel in
# the middle of starting: the next call takes another port.
#
# Two workers make the search different each time. Best settings and figures differ a little from run to run, and from
# what is stored here. Nothing here concerns the desk's models. Champion after this notebook: the same as before it.

# %% [markdown]
# ## What a search does to test data
#
# scikit-learn brings an analysis of 178 wines. The project will search for good settings of a model, and 60 wines are
# kept for the last judgement. There is a shortcut that many scripts take: they judge **every trial** on the test
# data, keep the best trial, and report its score as the score of the model. After all, no trial was fitted on these
# rows.
#
# The next cell takes the shortcut on purpose: 1000 linear regressions, each on measurements that were drawn by lot.
# All are judged on the same 40 wines, and the best is kept: the best of the first, of the first 3, of the first 10,
# and so on. Then it meets 40 *fresh* wines that the search never saw. All of it is done for 20 ways to cut the data,
# and averaged.
#
# **Predict**: with more trials, the distance between the score that is reported and the one on fresh wines
#
# - **a**: shrinks, since a longer search finds a better model,
# - **b**: stays as it is, since no model was fitted on the wines that judge it,
# - **c**: grows.

# %%
### BEGIN SOLUTION
answer("4.5.1", "c")
### STUB
# answer("4.5.1", ...)  # in place of the dots: "a", "b" or "c"
### END SOLUTION

# %%
check("4.5.1")

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_wine

wines = load_wine(as_frame=True).data
alcohol = wines.pop("alcohol").to_numpy()
scaled = np.c_[np.ones(len(wines)), (wines - wines.mean()) / wines.std()]
BEST_OF = [1, 3, 10, 30, 100, 300, 1000]
lots = np.random.default_rng(0)


def best_scores():
    """The best of so many models, for each of BEST_OF: its RMSE on the wines that chose it, and on fresh ones."""
    order = lots.permutation(len(wines))
    fit, judge, fresh = np.split(order, [98, 138])
    errors = []
    for chosen in lots.random((max(BEST_OF), wines.shape[1])) < 0.5:
        columns = scaled[:, np.r_[True, chosen]]
        residuals = alcohol - columns @ np.linalg.lstsq(columns[fit], alcohol[fit])[0]
        errors.append([np.sqrt(np.mean(residuals[rows] ** 2)) for rows in (judge, fresh)])
    return [min(errors[:first]) for first in BEST_OF]


reported, honest = np.mean([best_scores() for _ in range(20)], axis=0).T
figure, panel = plt.subplots(figsize=(7, 3.2), layout="constrained")
panel.plot(BEST_OF, honest, "o-", color="tab:red", label="on fresh wines")
panel.plot(BEST_OF, reported, "o-", color="tab:blue", label="on the wines that chose it: the score reported")
panel.set(xscale="log", xlabel="trials", ylabel="RMSE, % of alcohol", frame_on=False)
panel.legend(frameon=False)
plt.show()
print(f"the best of {BEST_OF[-1]}: {reported[-1]:.2f} reported, {honest[-1]:.2f} on fresh wines")

# %% [markdown]
# The blue curve is the score that is reported, the red one that on fresh wines. No model was fitted on the wines
# behind the blue curve; but the *search* has learned from them. Each trial is one more chance to suit these 40 wines
# by luck, and the winner is the luckiest. So in this project the trials are judged by cross-validation on the wines
# to learn from, and the test wines never enter the study.
#
# ## The project
#
# Your folder `4_projects/wine` holds a project as 4.1 built one. Open its files: `MLproject` has two entry points.
# `main` (in `wine.py`) trains an *ElasticNet*, a linear model with a penalty on large coefficients. `alpha` is the
# weight of the penalty, `l1_ratio` its kind: towards 1 more and more coefficients become exactly zero. `auto_train`
# finds both by itself; it starts `worker.py`, and that needs `search.py`, which you will write. `parameters.py`
# refuses what isn't right, as in 4.1: in one line, which stays on the failed run as its tag `refused`.
#
# ## Two workers, one study
#
# Several *workers* can share a study, as in the extra part of 2.4: each is a process of its own, with a sampler of
# its own, and what one has tried stands in a file that the others read. It is the same with workers on several
# machines; then a database takes the place of the file.
#
# A sampler gets a seed, so that it proposes the same again. `TPESampler` draws its first ten proposals by lot, and
# learns from the study after that.
#
# **Predict**: two workers share one study, and both have `TPESampler(seed=1)`. Each proposes an `alpha` five times.
# How many different values are among the ten?
#
# - **a**: ten, since each sees in the study what the other one has tried,
# - **b**: five,
# - **c**: one.

# %%
### BEGIN SOLUTION
answer("4.5.2", "b")
### STUB
# answer("4.5.2", ...)  # in place of the dots: "a", "b" or "c"
### END SOLUTION

# %%
check("4.5.2")

# %%
import json
import os
import pickle
import pickletools
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from io import BytesIO, StringIO
from zipfile import ZipFile

import mlflow
import optuna
import pandas as pd
import psutil
import skops.io
from sklearn.model_selection import train_test_split

os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"  # otherwise two lines a run
os.chdir(desk.work)  # from here on, files are looked for in your folder
optuna.logging.set_verbosity(optuna.logging.WARNING)  # otherwise a line a study

# %%
def proposals(*seeds):
    """What workers with samplers of these seeds propose for alpha in one study, five times each, in turn."""
    shared = optuna.storages.InMemoryStorage()
    optuna.create_study(study_name="wine", storage=shared)
    samplers = [optuna.samplers.TPESampler(seed=seed) for seed in seeds]
    workers = [optuna.load_study(study_name="wine", storage=shared, sampler=sampler) for sampler in samplers]
    trials = [(worker, worker.ask()) for _ in range(5) for worker in workers]
    found = [trial.suggest_float("alpha", 1e-4, 1, log=True) for _, trial in trials]
    for worker, trial in trials:
        worker.tell(trial, 0.5)
    return found


for seeds in [(1, 1), (1, 2)]:
    print(f"seeds {seeds}: {len(set(proposals(*seeds)))} different values of alpha in ten trials")

# %% [markdown]
# A draw by lot looks at the seed and not at the study. With one seed for all, half of the work is done twice, and
# nothing warns of it. So each worker gets its own number as its seed.
#
# ## The search
#
# Write the three functions of `search.py`:
#
# - `prepared(wines, alcohol)` does once what every trial needs: for each fold of `FOLDS` the wines to fit on,
#   *scaled*, with their alcohol, and the wines held out, scaled, with theirs. What is held out must stay unknown: the
#   scaler of a fold is fitted on the other wines alone.
# - `objective(trial, folds)` asks the trial for `alpha` from 0.0001 to 1 on a logarithmic scale and for `l1_ratio`
#   from 0.05 to 1, and returns the RMSE of an `ElasticNet` with both: the mean over the folds. It only uses what was
#   prepared, and it notes its process on the trial.
# - `work(storage, folds, number, trials)` adds so many trials to the study `wine`, which is in the storage already.
#   The worker's `number` is the seed of its sampler.
#
# **No run a trial, and no MLflow in here.** A trial takes a few milliseconds, a run many times as long, and nobody
# would open them. `auto_train.py` logs all trials as one table, `trials.csv`. The check tries your functions with
# wines of its own.

# %%
# %%writefile 4_projects/wine/search.py
"""The search for alpha and l1_ratio, as each worker does it. It sees no test wines."""

import os

import optuna
from sklearn.linear_model import ElasticNet
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler

FOLDS = KFold(5, shuffle=True, random_state=0)


### BEGIN SOLUTION
def prepared(wines, alcohol):
    """For each fold: the wines to fit on, scaled, and their alcohol, the wines held out, scaled, and theirs."""
    folds = []
    for rest, held_out in FOLDS.split(wines):  # positions of rows
        scaler = StandardScaler().fit(wines.iloc[rest])
        known, unseen = scaler.transform(wines.iloc[rest]), scaler.transform(wines.iloc[held_out])
        folds.append((known, alcohol.iloc[rest], unseen, alcohol.iloc[held_out]))
    return folds


def objective(trial, folds):
    """The RMSE (% of alcohol) of an ElasticNet with what the trial proposes, the mean over the folds."""
    trial.set_user_attr("process", os.getpid())
    alpha = trial.suggest_float("alpha", 1e-4, 1, log=True)
    l1_ratio = trial.suggest_float("l1_ratio", 0.05, 1)
    errors = []
    for known, alcohol, unseen, truth in folds:
        model = ElasticNet(alpha=alpha, l1_ratio=l1_ratio).fit(known, alcohol)
        errors.append(root_mean_squared_error(truth, model.predict(unseen)))
    return sum(errors) / len(errors)


def work(storage, folds, number, trials):
    """Adds so many trials to the study `wine` in the storage. `number` is this worker's own: 1, 2, ..."""
    sampler = optuna.samplers.TPESampler(seed=number)
    study = optuna.load_study(study_name="wine", storage=storage, sampler=sampler)
    study.optimize(lambda trial: objective(trial, folds), n_trials=trials)


### STUB
# # def prepared(wines, alcohol):
# #     """For each fold: the wines to fit on, scaled, and their alcohol, the wines held out, scaled, and theirs."""
# #     folds = []
# #     for rest, held_out in FOLDS.split(wines):  # positions of rows
# #         scaler = StandardScaler().fit(____)
# #         known, unseen = scaler.transform(wines.iloc[rest]), scaler.transform(wines.iloc[held_out])
# #         folds.append((known, ____, unseen, ____))
# #     return folds
# #
# #
# # def objective(trial, folds):
# #     """The RMSE (% of alcohol) of an ElasticNet with what the trial proposes, the mean over the folds."""
# #     trial.set_user_attr("process", os.getpid())
# #     alpha = trial.suggest_float("alpha", ____)
# #     l1_ratio = trial.suggest_float("l1_ratio", ____)
# #     errors = []
# #     for known, alcohol, unseen, truth in folds:
# #         model = ElasticNet(alpha=alpha, l1_ratio=l1_ratio).fit(____, ____)
# #         errors.append(root_mean_squared_error(____, ____))
# #     return ____
# #
# #
# # def work(storage, folds, number, trials):
# #     """Adds so many trials to the study `wine` in the storage. `number` is this worker's own: 1, 2, ..."""
# #     sampler = optuna.samplers.TPESampler(seed=____)
# #     study = optuna.load_study(study_name=____, storage=____, sampler=sampler)
# #     study.optimize(lambda trial: ____, n_trials=____)
### END SOLUTION

# %%
check("4.5.3")

# %% [markdown]
# ## Trained by itself
#
# Now the whole of it, from the command line. Run the entry point `auto_train` in the experiment of this notebook,
# with at least 30 trials (`n_iter`) and two workers (`workers`). `mlflow run --help` in a terminal lists the options;
# `-e` names the entry point.
# (With `main` you can train a model with settings of your own. Try it in a terminal, also with a misspelt parameter.)
#
# Read `auto_train.py` meanwhile. It cuts the wines, hands a file with those to learn from to the workers, deals out
# the trials, and waits. The best settings then go to the same function `train` that `main` uses: fitted on all 118
# wines to learn from, judged on the 60 others, with its coefficients as a table and as a figure.

# %%
### BEGIN SOLUTION
options = f"--env-manager local --experiment-name {desk.experiment}"
said = !mlflow run 4_projects/wine {options} -e auto_train -P n_iter=30 -P workers=2
print(said[-1])
### STUB
# # options = f"--env-manager local --experiment-name {desk.experiment}"
# # said = !mlflow run 4_projects/wine {options} ____
# # print(said[-1])
### END SOLUTION

# %%
check("4.5.4")

# %%
trained = mlflow.search_runs(
    experiment_names=[desk.experiment],
    filter_string="tags.`mlflow.project.entryPoint` = 'auto_train' and attributes.status = 'FINISHED'",
    max_results=1,  # the newest
    output_format="list",
)[0]
logged = f"models:/{trained.outputs.model_outputs[0].model_id}"
trials, coefficients = (
    pd.read_csv(StringIO(mlflow.artifacts.load_text(f"runs:/{trained.info.run_id}/{name}.csv")))
    for name in ("trials", "coefficients")
)

figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
for colour, (_, own) in zip(["tab:blue", "tab:orange"], trials.groupby("process", sort=False)):
    left.scatter(own["alpha"], own["l1_ratio"], s=25, color=colour, label="a worker")
best = trials.loc[trials["cv_rmse"].idxmin()]
left.plot(best["alpha"], best["l1_ratio"], "ko", markersize=15, fillstyle="none", label="the best")
left.set(xscale="log", xlabel="alpha", ylabel="l1_ratio", frame_on=False)
right.barh(coefficients["measurement"], coefficients["coefficient"], color="tab:blue")
right.axvline(0, color="black", linewidth=0.8)
right.invert_yaxis()
right.set(xlabel="% of alcohol for one standard deviation", frame_on=False)
figure.legend(loc="outside upper left", ncols=3, frameon=False)
plt.show()
print(f"{len(trials)} trials by {trials['process'].nunique()} processes, one run")

# %% [markdown]
# On the left what the two workers tried, each in its colour, with a ring around the best; on the right the best
# model's coefficients. Run it again, and the dots lie elsewhere: which worker sees what of the other depends on who
# is faster. So the run keeps all trials. (`cv_rmse` is what the study promised, `rmse` what 60 wines said afterwards.
# They differ: it is one cut of few wines, but nobody has chosen by it.)
#
# ## Served, and asked
#
# `mlflow models serve` makes a web server of a model. It answers at `/ping` as soon as it is ready, and at
# `/invocations` it takes measurements and gives predictions. `served`, below, starts it on a free port, waits until
# it is ready, and stops it, whatever happens in between. The cell after that asks it, with curl: `ask` sends a `body`
# of some `content_type` to an address, and gives the reply and its status, both as text. 200 says that all is well.
#
# Serve the model of the run `trained`; its address in MLflow is `logged`. Ask it for the first of the 60 test wines,
# `first`, and then for the same wine without its column `proline`. What you send is JSON (`application/json`): a
# table, split into its columns and rows, under the name `dataframe_split`. Hand in the whole reply to the first
# question, as it came, and the status of the second.

# %%
@contextmanager
def served(uri, seconds=180):
    """Serves a model inside of the `with`, and gives the server's address."""
    port = next(filter(is_free, random.sample(range(20_000, 30_000), 100)))
    command = f"mlflow models serve -m {uri} --env-manager local -p {port}"
    server = psutil.Popen(
        [sys.executable, "-m", *command.split()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        give_up = time.monotonic() + seconds
        while not answers(f"http://127.0.0.1:{port}/ping"):
            if server.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"The server doesn't answer. In a terminal, see what it says: {command}")
            time.sleep(0.3)
        yield f"http://127.0.0.1:{port}"
    finally:  # also where you interrupt the kernel
        if server.poll() is None:
            for process in [*server.children(recursive=True), server]:
                process.kill()
        server.wait()


def is_free(port):  # from 30,000 up, any program's next connection may take a port
    with socket.socket() as tried, suppress(OSError):
        return tried.bind(("127.0.0.1", port)) is None


def answers(address):
    try:
        return urllib.request.urlopen(address, timeout=5).status == 200
    except OSError:
        return False


# %% tags=["nbval-ignore-output"]
def ask(address, content_type, body):
    """The server's reply and its status, by curl; by Python's urllib where there is no curl."""
    header = f"Content-Type: {content_type}"
    if shutil.which("curl"):
        question = ["--header", header, "--data", body, address]
        curl = ["curl", "--silent", "--write-out", "\n%{http_code}", *question]
        reply, _, status = subprocess.run(curl, capture_output=True, text=True).stdout.rpartition("\n")
        return reply, status
    print("This machine has no curl, so urllib asks.")
    question = urllib.request.Request(address, body.encode(), {"Content-Type": content_type})
    try:
        with urllib.request.urlopen(question) as reply:
            return reply.read().decode(), str(reply.status)
    except urllib.error.HTTPError as error:
        return error.read().decode(), str(error.code)


first = train_test_split(wines, test_size=60, random_state=0)[1].iloc[:1]  # cut as wine.py does it

### BEGIN SOLUTION
with served(logged) as address:
    bodies = [
        json.dumps({"dataframe_split": table.to_dict(orient="split")})
        for table in (first, first.drop(columns="proline"))
    ]
    (reply, _), (_, status) = (ask(f"{address}/invocations", "application/json", body) for body in bodies)

answer("4.5.5", {"reply": reply, "status": status})
### STUB
# # with served(____) as address:
# #     bodies = [
# #         json.dumps({____: table.to_dict(orient="split")})
# #         for table in (first, ____)
# #     ]
# #     (reply, _), (_, status) = (ask(f"{address}____", ____, body) for body in bodies)
#
# answer("4.5.5", ...)  # in place of the dots: {"reply": reply, "status": status}
### END SOLUTION

# %%
check("4.5.5")

# %% [markdown]
# A reply of 400 is what you want for a wine without its `proline`: the signature refuses it, and the server goes on
# serving.
#
# ## What a pickle of it would import
#
# The project keeps its model in a file of skops, as the desk does. Had it been a pickle, whoever loads it would
# import what the file names, and call it (3.3). What would that be, in a model with nothing bad in it? List it
# without loading anything.
#
# In old pickles, such as the mail in 3.3, the instruction `GLOBAL` has the whole name as its argument. New ones put
# it together: two texts are pushed onto a stack, the module and the name, and `STACK_GLOBAL` takes them. And a text
# that comes twice is written once: `MEMOIZE` gives what was pushed last the next number (0, 1, 2, ...), and `BINGET`
# (or `LONG_BINGET`) pushes what has the number in its argument.
#
# Write `imported`: a list of the names that a pickle would import, as `GLOBAL` has them: module, a space, name. In
# the loop, `pushed` has the argument of every instruction, which is more than is ever on the stack; for names that is
# enough. Hand in what it gives for both pickles of the served model: `new`, as Python writes them today, and `old`.

# %%
best_model = mlflow.sklearn.load_model(logged)  # from the file of skops
pickles = {"new": pickle.dumps(best_model, protocol=4), "old": pickle.dumps(best_model, protocol=2)}


### BEGIN SOLUTION
def imported(content):
    """The names that a pickle would import; the pickle isn't loaded."""
    names, pushed, memo = set(), [], []
    for instruction, argument, _ in pickletools.genops(content):
        if instruction.name == "GLOBAL":
            names.add(argument)
        if instruction.name == "STACK_GLOBAL":
            names.add(" ".join(pushed[-2:]))
        if instruction.name == "MEMOIZE":
            memo.append(pushed[-1])
        elif instruction.name in ("BINGET", "LONG_BINGET") and memo:
            pushed.append(memo[argument])
        elif instruction.name != "FRAME":  # says how long a part of the file is, and pushes nothing
            pushed.append(argument)
    return sorted(names)


answer("4.5.6", {age: imported(content) for age, content in pickles.items()})
### STUB
# # def imported(content):
# #     """The names that a pickle would import; the pickle isn't loaded."""
# #     names, pushed, memo = set(), [], []
# #     for instruction, argument, _ in pickletools.genops(content):
# #         if instruction.name == "GLOBAL":
# #             names.add(____)
# #         if instruction.name == "STACK_GLOBAL":
# #             names.add(____)
# #         if instruction.name == "MEMOIZE":
# #             memo.append(____)
# #         elif instruction.name in ("BINGET", "LONG_BINGET") and memo:
# #             pushed.append(____)
# #         elif instruction.name != "FRAME":  # says how long a part of the file is, and pushes nothing
# #             pushed.append(argument)
# #     return sorted(names)
#
# answer("4.5.6", ...)  # in place of the dots: {age: imported(content) for age, content in pickles.items()}
### END SOLUTION

# %%
check("4.5.6")


# %%
def types_in(node):
    """The types that a file of skops names, in the part `node` of its description and below."""
    if isinstance(node, list):
        return set().union(*map(types_in, node))
    if not isinstance(node, dict):
        return set()
    own = {f"{node['__module__']} {node['__class__']}"} if "__class__" in node else set()
    return own.union(*map(types_in, node.values()))


with ZipFile(BytesIO(skops.io.dumps(best_model))) as file:
    named_by_skops = types_in(json.loads(file.read("schema.json")))
for name in imported(pickles["new"]):
    where = "a type in the file of skops, too" if name in named_by_skops else "not in the file of skops"
    print(f"{name:55} {where}")

# %% [markdown]
# What both name are types, and of these skops makes only those that it knows. The rest is what a pickle *calls* while
# it is loaded, to put arrays and numbers together. Each of them is harmless; but a file that may name any function
# can name others as well. The file of skops holds the arrays as plain files, so it needs no function.
#
# ## What you have now
#
# A project that finds its own settings: two processes on one study, trials that cost milliseconds and one run that
# keeps them all, and test wines that were looked at once, by a model that nobody had chosen by them. You have asked
# it over http, and you know what its pickle would have brought in.
#
# The chapter ends here. In chapter 5 the desk's own champion is served, watched and replaced while it serves.
