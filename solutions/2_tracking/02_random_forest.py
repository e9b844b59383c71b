# %% [markdown]
# # 2.2 Random forests, many runs at once
#
# "0.9 :) (was a bit more yesterday, no idea why)" is what the forest notebook of chapter 1 says beneath its score, and
# its best setting "was the best one (i think)". In about 30 minutes you do better: at the end there is one **parent run**
# with a **run for each depth** of the trees beneath it. Each can be repeated to the last digit, the one you choose is
# **tagged** with the reason, and its model lies in the store in a form that others can load without running your code.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("2.2")

# %% [markdown] tags=["instructor"]
# **For the instructor.** Ask for hands on the prediction, 2.2.1, before anybody runs the loop: most choose the first
# answer. After 2.2.2 open the MLflow tab, unfold the parent, mark its children and press Compare. What goes wrong most:
# `nested=True` is left out and MLflow refuses the second run, and a tag is set twice, on two children, after a change of
# mind: the verdict says how to take one away. Pause at the pickle: the line that it prints is the whole argument. Somebody
# may ask why the chosen child shows a longer duration than its siblings: it was opened again, to log the model.

# %% [markdown]
# ## The same question as before
#
# Four weather figures go in, solar and wind power come out; the model learns from 2013 and is judged on 2014.

# %%
import os
from ast import literal_eval

import matplotlib.pyplot as plt
import mlflow
import pandas as pd
import sklearn
import skops.io
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score, root_mean_squared_error

os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"  # otherwise two lines a run
FEATURES = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
TARGETS = ["solar_GW", "wind_GW"]

germany = pd.read_csv(desk.data, parse_dates=["utc_timestamp"])
train = germany[germany["utc_timestamp"].dt.year == 2013]
test = germany[germany["utc_timestamp"].dt.year == 2014]

# %% [markdown]
# ## A forest throws dice
#
# A forest is the mean of many trees. Each tree asks questions such as "more than 5 m/s of wind?", one below the other,
# at most `max_depth` of them, and each learns from hours that are drawn by lot. The lot is why yesterday's score doesn't
# come back. A **seed**, `random_state`, fixes it: the first loop grows the same forest twice, without a seed and with one.
# The second loop grows deeper and deeper forests. Beside R² there is now the RMSE, the size of a usual
# error, in GW: the lower, the better.


# %%
def scores(truth, prediction):
    """R² over both targets and for each of them, and RMSE, the mean of the targets' own, in GW."""
    each = r2_score(truth, prediction, multioutput="raw_values")
    rmse = root_mean_squared_error(truth, prediction)
    return {"r2": each.mean(), "r2_solar": each[0], "r2_wind": each[1], "rmse": rmse}


def grow(n_estimators, max_depth, random_state):
    """A forest of `n_estimators` trees, fitted on 2013."""
    forest = RandomForestRegressor(n_estimators=n_estimators, max_depth=max_depth, random_state=random_state)
    return forest.fit(train[FEATURES], train[TARGETS])


for seed in [None, 7]:
    first, second = (grow(20, 8, seed).predict(test[FEATURES]) for _ in range(2))
    print(f"random_state={seed}: the same predictions twice? {bool((first == second).all())}")

for depth in [2, 4, 8]:
    forest = grow(20, depth, 7)
    print(f"depth {depth}: R² on 2014 is {scores(test[TARGETS], forest.predict(test[FEATURES]))['r2']:.2f}")

# %% [markdown]
# ## First a prediction
#
# Each doubling of the depth has helped. The next ones are 16 and `None`, which means no limit at all. Think of two
# scores: the one on 2013, the year that the forest learned from, and the one on 2014. From depth 2 to no limit,
#
# - **a**: both scores rise all the way;
# - **b**: the score on 2013 rises all the way; the one on 2014 rises, then falls a little, and stays there;
# - **c**: the score on 2013 rises all the way; the one on 2014 rises and then falls back below where it was at depth 4;
# - **d**: both scores rise up to about depth 8 and stay there.
#
# Hand in a letter, before you look. A wrong guess gets a question to think about, and costs nothing.

# %%
### BEGIN SOLUTION
answer("2.2.1", "b")
### STUB
# answer("2.2.1", ...)
### END SOLUTION

# %%
check("2.2.1")

# %% [markdown]
# ## Many runs in one execution
#
# Now find out, and keep what you find. One run for each depth in `DEPTHS`, all in one loop: **nested runs**. They lie
# directly under a parent, `depths`, which stands for the whole question, so that they are found and compared together.
# The parent gets a *tag*, `purpose`: the question, in a few words.
#
# A parameter belongs to one run and is set once; that is why a depth needs a run of its own. Log `settings` itself, the
# very dictionary that the forest is grown from, seed included: then the record can't say anything else than what was done.
# Log the years with it, as the parameters `train` and `test`: the numbers 2013 and 2014. (The variables of these names are
# tables.) And log the four scores on 2014.
#
# The check grows your forests again, from their parameters alone, and compares the scores: all of them where there are
# six at most, else six drawn by lot. A forest may have up to 200 trees.

# %%
DEPTHS = [2, 4, 8, 16, None]

### BEGIN SOLUTION
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="depths", tags={"purpose": "how deep should the trees be?"}) as parent:
    for depth in DEPTHS:
        settings = {"n_estimators": 20, "max_depth": depth, "random_state": 7}
        with mlflow.start_run(run_name=f"depth {depth}", nested=True):
            mlflow.log_params(settings | {"train": 2013, "test": 2014})
            forest = grow(**settings)
            mlflow.log_metrics(scores(test[TARGETS], forest.predict(test[FEATURES])))
### STUB
# # mlflow.set_experiment(desk.experiment)
# # with mlflow.start_run(run_name="depths", tags={"purpose": "how deep should the trees be?"}) as parent:
# #     for depth in DEPTHS:
# #         settings = {"n_estimators": 20, "max_depth": ____, "random_state": ____}
# #         with mlflow.start_run(run_name=f"depth {depth}", nested=____):
# #             mlflow.log_params(settings | {"train": ____, "test": ____})
# #             forest = grow(**settings)
# #             mlflow.log_metrics(scores(____, ____))
### END SOLUTION

# %%
check("2.2.2")

# %% [markdown]
# ## The number that nobody logged
#
# Your prediction was about 2013 too, and nobody has logged that score. Nor does anybody need the models for it: each
# child says what it was made from, its seed included, so the same forests can be grown **again from the record**. The
# cell asks the server for the parent's children, grows each one again, and lists what each weighs when it is stored, in
# MB. In the picture, look on the left at the gap between the two curves, and on the right at what the bars do meanwhile.

# %%
children = mlflow.search_runs(
    experiment_names=[desk.experiment],
    filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}'",
    order_by=["attributes.start_time ASC"],
)
made_from = children[["params.n_estimators", "params.max_depth", "params.random_state"]]
forests = [grow(*map(literal_eval, row)) for row in made_from.itertuples(index=False)]

again = [scores(test[TARGETS], forest.predict(test[FEATURES]))["r2"] for forest in forests]
print("R² on 2014 comes out again, to the last digit:", again == children["metrics.r2"].to_list())

table = pd.DataFrame({"max_depth": children["params.max_depth"]})
table["R² 2013"] = [r2_score(train[TARGETS], forest.predict(train[FEATURES])) for forest in forests]
table["R² 2014"], table["RMSE 2014"] = children["metrics.r2"], children["metrics.rmse"]
table["MB"] = [len(skops.io.dumps(forest)) / 1e6 for forest in forests]
print(table.to_string(index=False, formatters={"MB": "{:.1f}".format}, float_format="{:.2f}".format))

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.5), layout="constrained")
left.plot(table["max_depth"], table["R² 2013"], "o-", color="0.6", label="2013, learned from")
left.plot(table["max_depth"], table["R² 2014"], "o-", color="tab:orange", label="2014, judged on")
left.set(xlabel="max_depth", ylabel="R²", title="The score")
left.legend(frameon=False)
right.bar(table["max_depth"], table["MB"], color="tab:blue")
right.set(xlabel="max_depth", ylabel="MB", title="What the model weighs")
plt.show()

# %% [markdown]
# Beyond some depth a forest learns 2013 by heart, and gets heavier instead of better.
#
# ## Tags: what you think of a run
#
# A parameter says what *was*, so it can't be changed: the first lines below try, and print MLflow's refusal. A **tag**
# says what you *think* of a run, and may change with your mind. It can be set from outside, on a run that is long finished.
#
# Put the tag `chosen` on the child with the lowest RMSE on 2014, and only on that one; its value is your reason, in a few
# words.
# (A choice made on 2014 flatters the score on 2014, a little. Notebook 2.4 chooses more honestly.)

# %%
client = MlflowClient()
try:
    client.log_param(children.loc[0, "run_id"], "max_depth", 3)
except MlflowException as refused:
    print(refused.message.splitlines()[0])

### BEGIN SOLUTION
best = children["metrics.rmse"].idxmin()
chosen = children.loc[best, "run_id"]
client.set_tag(chosen, "chosen", "lowest RMSE on 2014")
### STUB
# # best = children[____].idxmin()
# # chosen = children.loc[best, "run_id"]
# # client.set_tag(____, "chosen", ____)
### END SOLUTION

# %%
check("2.2.3")

# %% [markdown]
# ## A model is a file that somebody will open
#
# Python's own way to store an object is *pickle*, and a pickle is a program: loading it runs whatever its author put in.
# The first lines below store an object of ours, and load it again. Watch what the loading does.
#
# *skops*, MLflow's default for scikit-learn, stores numbers and names of types, and loads only types that it knows to be
# harmless. It doesn't know the inside of a tree: numbers of nodes, which are followed without looking, so that in a file
# that was tampered with they could lead anywhere. So it refuses, and says which type is in doubt.

# %%
import pickle


class Innocent:
    def __reduce__(self):
        return print, ("this line was run by the act of loading",)


pickle.loads(pickle.dumps(Innocent()))

try:
    skops.io.loads(skops.io.dumps(forests[best]))
except skops.io.exceptions.UntrustedTypesFoundException as refused:
    print(str(refused).splitlines()[0])

# %% [markdown]
# You made this tree yourself, so you can vouch for it: `skops_trusted_types` names the types that may pass, and goes into
# the `MLmodel` file beside the model. Name what is needed and nothing else. MLflow believes that file, so before you
# load a stranger's model, read its list, and refuse what you don't know.
#
# Log the chosen forest **in the child that you tagged**, so that model, parameters and scores stand on one page, and
# give it a signature: what it takes, and what it predicts for that. It needs two packages: scikit-learn, and skops,
# whose file it is. Give both with their versions. Left to itself, MLflow would load the model in a second process to see
# what that imports, every time, which takes longer than growing the forest; and what it lists is what happened to be
# installed, not what you decided.

# %%
### BEGIN SOLUTION
with mlflow.start_run(run_id=chosen):
    logged = mlflow.sklearn.log_model(
        forests[best],
        name="forest",
        signature=infer_signature(train[FEATURES], forests[best].predict(train[FEATURES])),
        skops_trusted_types=["sklearn.tree._tree.Tree"],
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
    )
### STUB
# # with mlflow.start_run(run_id=____):
# #     logged = mlflow.sklearn.log_model(
# #         forests[best],
# #         name="forest",
# #         signature=infer_signature(____, ____),
# #         skops_trusted_types=[____],
# #         pip_requirements=[____, ____],
# #     )
### END SOLUTION

# %%
check("2.2.4")

# %% [markdown]
# ## What it weighs
#
# The whole linear model of 2.1 is a few thousand bytes. Ask the store for the files of the model that you have just
# logged, add up their sizes, and hand in the sum in MB (a million bytes), to one decimal.

# %%
### BEGIN SOLUTION
files = client.list_logged_model_artifacts(logged.model_id)
megabytes = sum(file.file_size for file in files) / 1e6

answer("2.2.5", round(megabytes, 1))
### STUB
# # files = client.list_logged_model_artifacts(logged.model_id)
# # megabytes = sum(file.file_size for file in ____) / ____
#
# answer("2.2.5", ...)
### END SOLUTION

# %%
check("2.2.5")

# %% [markdown]
# Multiply by a hundred trees in place of twenty, and by a hundred runs in a search: log parameters, seed and scores of
# **every** run, they cost next to nothing, and the model of the **one** that you keep. The others can be grown again.
#
# ## What you have now
#
# A parent run with a child for each depth, each repeatable from its own parameters; one child tagged, with the reason;
# and its model beside it, signed, pinned and stored without a pickle. In the MLflow tab, open the experiment
# `2.2-random-forest` and its Training runs: the plus sign before `depths` unfolds the children. Then type
# `tags.chosen LIKE '%'` into the search field above the runs: what is left beneath the parent is the one that you chose.
#
# Next comes [2.3, a neural network](03_keras.ipynb): one that is judged after each round of its training, and tracked without a line of logging.
#
# If chapters 1 to 5 are to fit into one day, go on with [2.5, which of them the desk should use](05_compare.ipynb). First type
# `workshop catchup 2.5` in a terminal of JupyterLab: it does 2.3 and 2.4 for you, without points, and you can still do them later.
