# %% [markdown]
# # 2.3 A network, with autolog
#
# A network doesn't give one score but a score an epoch, and a couple of dozen settings besides. Logging all that by
# hand is a chore. In about 30 minutes you let **autolog** do it: at the end there is a small network with its learning
# curves, its model and its scores on one page, and you know what autolog keeps, what it can't know, and what it costs.
#
# Then you go back to the linear regression and the forest: for those, too, you could have used it.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("2.3")

# %% [markdown] tags=["instructor"]
# **For the instructor.** Pause at the prediction and have hands raised, before anybody opens the run's page. After it,
# show that page: Model metrics has the curves, Parameters what autolog kept. The first training in a kernel takes some
# seconds longer, because jax compiles.
# What goes wrong most: data frames handed to Keras where it wants arrays (`adapt` then asks for TensorFlow), an autolog
# that stays on, and in 2.3.3 the step taken for the epoch. Each has a message of its own, or stands in the text.

# %% [markdown]
# ## Three kinds of hours
#
# A network learns in rounds, called *epochs*; after too few it knows little, after too many it has learned its hours by
# heart. To see when to stop, it is tried after each epoch on hours that it doesn't learn from, the *validation* hours.
# 2014 can't be those: the year that judges must have no say in what it judges. So 2013 is divided.
#
# Not by lot: an hour drawn by lot stands between two hours that are almost its twins, and knowing those by heart would
# look like skill. The validation hours are the **last** three months, as the future comes after the past.

# %%
import jax
import keras
import matplotlib.pyplot as plt
import mlflow
import pandas as pd
from keras import layers
from mlflow.models import infer_signature
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score, root_mean_squared_error

FEATURES = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
TARGETS = ["solar_GW", "wind_GW"]

germany = pd.read_csv(desk.data, parse_dates=["utc_timestamp"])
train = germany[germany["utc_timestamp"].dt.year == 2013]
test = germany[germany["utc_timestamp"].dt.year == 2014]

autumn = train["utc_timestamp"] >= "2013-10-01"
x_learn, y_learn = train.loc[~autumn, FEATURES].to_numpy(), train.loc[~autumn, TARGETS].to_numpy()
x_valid, y_valid = train.loc[autumn, FEATURES].to_numpy(), train.loc[autumn, TARGETS].to_numpy()
x_test = test[FEATURES].to_numpy()
print(f"Hours: {len(x_learn)} to learn from, {len(x_valid)} to say when to stop, {len(x_test)} to be judged on")

# %% [markdown]
# ## A network that takes raw weather
#
# Radiation runs into the hundreds, wind speed to a dozen or so; a network learns badly from inputs so unequal. They are
# *standardised*: less the mean, divided by the spread. The notebook of chapter 1 did that outside the network, over all
# hours. Here a layer does it, `Normalization`. Its mean and spread are saved with the network, so that whoever loads it
# needs nothing else. `adapt` reads them off the array that it is given (a data frame makes it ask for TensorFlow): which
# hours may it see?
#
# `mlflow.keras.autolog` makes every later `fit` log by itself, here without model and data. `stopping` watches `val_loss`,
# the error on the validation hours, ends the training once five epochs have brought nothing better, and puts the weights
# of the best epoch back. The training takes a few seconds. Do it in a run named `network`.
#
# The check of this exercise reads what autolog keeps: the losses, the layers, and when the training ended. Which hours the
# network has seen stands in the network alone. You log it in 2.3.4, and there the check looks at its hours.

# %%
keras.utils.set_random_seed(2013)
standardise = layers.Normalization()
stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
hidden = [layers.Dense(32, activation="relu"), layers.Dense(32, activation="relu")]
mlflow.set_experiment(desk.experiment)
settings = {"epochs": 200, "batch_size": 256, "verbose": 0}

### BEGIN SOLUTION
standardise.adapt(x_learn)
network = keras.Sequential([layers.Input((len(FEATURES),)), standardise, *hidden, layers.Dense(len(TARGETS))])
network.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")

mlflow.keras.autolog(log_models=False, log_datasets=False)
with mlflow.start_run(run_name="network") as run:
    network.fit(x_learn, y_learn, validation_data=(x_valid, y_valid), callbacks=[stopping], **settings)
mlflow.keras.autolog(disable=True)

run_id = run.info.run_id
### STUB
# # standardise.adapt(____)
# # network = keras.Sequential([layers.Input((____,)), standardise, *hidden, layers.Dense(____)])
# # network.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
# #
# # mlflow.keras.autolog(log_models=False, log_datasets=False)
# # with mlflow.start_run(run_name="network") as run:
# #     network.fit(____, ____, validation_data=(____, ____), callbacks=[____], **settings)
# # mlflow.keras.autolog(disable=True)
# #
# # run_id = run.info.run_id
### END SOLUTION

# %%
check("2.3.1")

# %% [markdown]
# ## What did it keep?
#
# You haven't logged a thing yourself. Before you look: which of these will **not** be on the run?
#
# - **a** the loss after every single epoch
# - **b** the optimizer and its learning rate
# - **c** how many epochs without progress the training was to wait before it stopped
#
# Hand in the letter.

# %%
### BEGIN SOLUTION
answer("2.3.2", "c")
### STUB
# answer("2.3.2", ...)
### END SOLUTION

# %%
check("2.3.2")

# %%
client = mlflow.MlflowClient()
kept = client.get_run(run_id).data
for name, value in sorted(kept.params.items()):
    if value != "None":
        print(f"{name} = {value}")
print("Metrics:", ", ".join(sorted(kept.metrics)))
print("Files:", ", ".join(file.path for file in client.list_artifacts(run_id)))

# %% [markdown]
# autolog keeps what `fit` was called with and what the network is (its layers are in `model_summary.txt`). It can't know
# what you meant: `epochs` is what was asked for, not what came; the patience sits in a callback that it doesn't open; that
# the validation hours are the autumn, and that there is a year 2014, stands nowhere.
#
# ## The curves, out of the store
#
# A metric on a run isn't one number but a *history*: a value for each step. The run's page shows it as a curve, under
# Model metrics; its tables show only the **last** value, which isn't the best. (`validation_loss` is autolog's own: the
# same values once more, without their steps. Leave it.) `get_metric_history` gives the points of a metric, each with
# `.step` and `.value`.
#
# The figure shows the error on the hours learned from, which goes on falling, and on the validation hours, which at some
# point doesn't; the dotted line marks that point. Which curve is the higher one says little, as seasons differ in how
# hard they are; look at where each of them goes. Put the figure into the run `network` as `curves.png`, and hand in **after
# how many epochs** `val_loss` was lowest. The value at step 0 was measured after one epoch.

# %% tags=["nbval-ignore-output"]
def draw(curves, epochs):
    """A figure of histories, {name: points}, by epoch, with a dotted line after so many epochs."""
    figure, panel = plt.subplots(figsize=(8, 4), layout="constrained")
    for name, points in curves.items():
        panel.plot([p.step + 1 for p in points], [p.value for p in points], marker="o", label=name)
    panel.axvline(epochs, color="0.5", linestyle=":")
    panel.set_yscale("log", subs=[2, 5])
    panel.yaxis.set_major_formatter("{x:g}")
    panel.yaxis.set_minor_formatter("{x:g}")
    panel.set(xlabel="epoch", ylabel="mean squared error, GW²")
    panel.legend(frameon=False)
    return figure


### BEGIN SOLUTION
curves = {name: client.get_metric_history(run_id, name) for name in ["loss", "val_loss"]}
best = min(curves["val_loss"], key=lambda point: point.value)

with mlflow.start_run(run_id=run_id):
    mlflow.log_figure(draw(curves, best.step + 1), "curves.png")
answer("2.3.3", best.step + 1)
### STUB
# # curves = {name: client.get_metric_history(____, name) for name in ["loss", "val_loss"]}
# # best = min(curves[____], key=lambda point: point.value)
# #
# # with mlflow.start_run(run_id=run_id):
# #     mlflow.log_figure(draw(curves, ____), ____)
#
# answer("2.3.3", ...)
### END SOLUTION

# %%
check("2.3.3")

# %% [markdown]
# ## What only you can add
#
# Three things are missing on the run `network`. The parameters that autolog couldn't know stand in `by_hand`: log all of
# them. The model, trained and compiled: autolog would log it too, but guesses its requirements, which takes long; you know
# them, `keras` and `jax`, each with its version. And the four scores on 2014.
#
# A Keras model wants a signature of **arrays**: inputs as `network.predict` takes them, and outputs as it gives them. (An
# error in `predict`, an array of another width say, can leave the network unusable: then run the cell of 2.3.1 again.)

# %%
by_hand = {
    "model": "network",
    "features": ", ".join(FEATURES),
    "train": 2013,
    "validation": "from 2013-10-01",
    "test": 2014,
    "seed": 2013,
    "patience": stopping.patience,
}


def scores(truth, prediction):
    """R² over both targets and for each of them, and RMSE, the mean of the targets' own, in GW."""
    each = r2_score(truth, prediction, multioutput="raw_values")
    rmse = root_mean_squared_error(truth, prediction)
    return {"r2": each.mean(), "r2_solar": each[0], "r2_wind": each[1], "rmse": rmse}


# %%
### BEGIN SOLUTION
with mlflow.start_run(run_id=run_id):
    mlflow.log_params(by_hand)
    logged = mlflow.keras.log_model(
        network,
        name="model",
        signature=infer_signature(x_learn, network.predict(x_learn, verbose=0)),
        pip_requirements=[f"keras=={keras.__version__}", f"jax=={jax.__version__}"],
    )
    mlflow.log_metrics(scores(test[TARGETS], network.predict(x_test, verbose=0)))
### STUB
# # with mlflow.start_run(run_id=run_id):
# #     mlflow.log_params(____)
# #     logged = mlflow.keras.log_model(
# #         network,
# #         name="model",
# #         signature=infer_signature(____, network.predict(x_learn, verbose=0)),
# #         pip_requirements=[f"keras=={keras.__version__}", ____],
# #     )
# #     mlflow.log_metrics(scores(____, network.predict(____, verbose=0)))
### END SOLUTION

# %%
check("2.3.4")

# %% [markdown]
# The check opened the logged network: mean and spread in its `Normalization` layer tell which hours it was adapted to, the
# steps that its optimizer has counted tell how many hours it learned from, and its error on the autumn of 2013 must be the
# lowest `val_loss` of the history, or the best weights weren't put back.
#
# ## You could have used it for the other two
#
# `mlflow.sklearn.autolog` does the same for every `fit` of scikit-learn. Let it watch the linear regression and a forest,
# each in a run of its own name, as in `candidates`; add the four scores on 2014 yourself; and then **turn it off**. The
# third switch keeps it from also logging whatever you compute with `sklearn.metrics` later, under names that it makes up.
#
# An autolog that stays on is a guest who stays: every later `fit`, wherever it stands, opens a run. The last line of the
# cell is such a `fit`, just to try something. It must leave no trace.

# %%
candidates = {
    "linear regression": LinearRegression(),
    "random forest": RandomForestRegressor(n_estimators=20, max_depth=10, random_state=2013),
}
quiet = {"log_models": False, "log_datasets": False, "log_post_training_metrics": False}

### BEGIN SOLUTION
mlflow.sklearn.autolog(**quiet)
for name, model in candidates.items():
    with mlflow.start_run(run_name=name):
        model.fit(train[FEATURES], train[TARGETS])
        mlflow.log_metrics(scores(test[TARGETS], model.predict(test[FEATURES])))
mlflow.sklearn.autolog(disable=True)
### STUB
# # mlflow.sklearn.autolog(**____)
# # for name, model in candidates.items():
# #     with mlflow.start_run(run_name=____):
# #         model.fit(____, ____)
# #         mlflow.log_metrics(scores(____, ____))
# # mlflow.sklearn.autolog(____)
### END SOLUTION

just_to_try = LinearRegression().fit(train[["windspeed"]], train["wind_GW"])

# %%
check("2.3.5")

# %% [markdown]
# ## What it kept, and what it costs
#
# Here are the two runs, and the network beside them: how many parameters each has, autolog's own score, and yours.

# %% tags=["nbval-ignore-output"]
runs = mlflow.search_runs(order_by=["start_time DESC"]).rename(columns={"tags.mlflow.runName": "run"})
runs = runs.drop_duplicates("run").set_index("run")
table = runs.loc[[*candidates, "network"], ["metrics.training_r2_score", "metrics.r2"]].round(2)
table.insert(0, "parameters", runs.filter(like="params.").notna().sum(axis=1))
table

# %% [markdown]
# - `training_r2_score` is a score on **2013**, the year learned from. The forest shines there, and it is 2014 that
#   counts: take a `training_` metric for quality, and you choose the model that has the best memory.
# - A parameter for every argument, chosen or not, even for those that are `None`: you set three of the forest's. What
#   matters is harder to find.
# - A run for every `fit`, those that only try something too, until it is turned off.
# - Time. With `log_models` on, as it is unless you say otherwise, each `fit` also saves the model and finds out its
#   requirements by loading it in another process, which takes many times as long as the fit itself. And it saves a
#   pickle, which runs whatever is in it when it is loaded. Try it in a cell of your own, and turn it off again.
#
# ## What you have now
#
# A network whose training can be looked at epoch by epoch, with a model that takes raw weather, and three models that
# were judged on the same year. autolog for what is tedious, your own hand for what matters: that is how most projects
# end up. Next, in [2.4](04_search.ipynb), a search tries settings by the dozen, and by more of 2013 than one autumn.
#
# `workshop check 2` in a terminal of JupyterLab (File, New, Terminal) lists your points.
