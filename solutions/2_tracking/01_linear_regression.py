# %% [markdown]
# # 2.1 Linear regression, tracked
#
# The notebooks of chapter 1 print a score and forget it. Which data gave it? Which model? Would it come out again?
# In about 30 minutes you turn the simplest of them into a **tracked run**: at the end there is one page that holds the
# model, what it was made from, how good it really is, and a picture of what it predicts.
#
# You sit at the forecasting desk of a grid operator. What you will use of MLflow is the same in any project: a *run* in
# an *experiment*, its *parameters* and *metrics*, a *logged model*, and an *artifact*.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("2.1")

# %% [markdown] tags=["instructor"]
# **For the instructor.** Open the MLflow tab before anything is logged, so that the group sees it fill. Pause after
# 2.1.1 and let them find their own run there. What goes wrong most: a run that is opened without `with` and stays
# RUNNING, and a second run in 2.1.2 because `run_id` was left out. Both get a message of their own.

# %% [markdown]
# ## The data, and a fair question
#
# It is the last day of 2014. The desk has two years of hours: the weather over Germany, and how much solar and wind
# power it gave. Tomorrow's hours are in no file, so a fair test keeps the future away from the model: it learns from
# 2013 and is judged on 2014. Shuffling the hours first, as the notebooks of chapter 1 do, would ask an easier question.

# %%
import matplotlib.pyplot as plt
import mlflow
import pandas as pd
import sklearn
from mlflow.models import infer_signature
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score

FEATURES = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
TARGETS = ["solar_GW", "wind_GW"]

germany = pd.read_csv(desk.data, parse_dates=["utc_timestamp"])
train = germany[germany["utc_timestamp"].dt.year == 2013]
test = germany[germany["utc_timestamp"].dt.year == 2014]
print(f"{len(train)} hours to learn from, {len(test)} to be judged on")

# %% [markdown]
# One model predicts both powers at once from the four weather figures. This is the whole of it:

# %%
model = LinearRegression().fit(train[FEATURES], train[TARGETS])
predicted = pd.DataFrame(model.predict(test[FEATURES]), columns=TARGETS, index=test.index)

# %% [markdown]
# And this is how good it is. R² says which share of the ups and downs a model explains: 1 is perfect, 0 is what
# guessing the mean would give. One number over both targets hides which of the two is the weak one, so there are three.


# %%
def scores(truth, prediction):
    """R² over both targets and for each of them."""
    each = r2_score(truth, prediction, multioutput="raw_values")
    return {"r2": each.mean(), "r2_solar": each[0], "r2_wind": each[1]}


for name, value in scores(test[TARGETS], predicted).items():
    print(f"{name}: {value:.2f}")

# %% [markdown]
# ## A run says what it was made from
#
# Those numbers are on your screen now and gone tomorrow. A **run** keeps them, and first of all it keeps what they were
# made from. Runs are grouped in **experiments**. The first cell printed the name of the one for this notebook, after
# "Experiment:"; in code it is `desk.experiment`.
#
# Take away the `#` signs and fill the blanks (`____`): name the experiment, then log the parameters inside the run. The
# cell below it checks what you did. Stuck? `hint("2.1.1")` in a cell of your own gives one hint at a time.

# %%
parameters = {"model": "LinearRegression", "features": ", ".join(FEATURES), "train": 2013, "test": 2014}

### BEGIN SOLUTION
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="linear regression") as run:
    mlflow.log_params(parameters)

run_id = run.info.run_id
### STUB
# # mlflow.set_experiment(____)
# # with mlflow.start_run(run_name="linear regression") as run:
# #     mlflow.log_params(____)
# #
# # run_id = run.info.run_id
### END SOLUTION

# %%
check("2.1.1")

# %% [markdown]
# The link in the verdict opens the run's page. In the MLflow tab beside this notebook you get there through the
# experiment's name. The parameters are there, and so are your name and the time: those were kept without being asked for.
#
# ## The model, so that somebody else can use it
#
# A number without the model behind it can't be checked. A **logged model** is the model together with what another
# machine needs to use it: a *signature*, which says which columns go in and which numbers come out, and *requirements*,
# the packages that it was made with, as lines like `pandas==3.1.1`. `infer_signature` reads a signature off two tables:
# what goes in, and what the model gives for it. Say the requirements yourself: MLflow can find them out, but takes
# several seconds for it, each time. What this model needs to be loaded is scikit-learn, in the version that made it.
#
# Log the model with `mlflow.sklearn.log_model`, into the run that has the parameters: a finished run can be opened again
# by its id. Everything about one model then stands on one page. (Should a cell go wrong and leave a run behind that you
# don't want, let it be: the newest run with parameters is the one that counts.)

# %%
### BEGIN SOLUTION
signature = infer_signature(train[FEATURES], model.predict(train[FEATURES]))

with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=signature,
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
### STUB
# # signature = infer_signature(____, ____)
# #
# # with mlflow.start_run(run_id=run_id):
# #     logged = mlflow.sklearn.log_model(
# #         model,
# #         name="model",
# #         signature=____,
# #         pip_requirements=[____],
# #     )
### END SOLUTION

# %%
check("2.1.2")

# %% [markdown]
# How did the check know which year the model was fitted on? To any set of hours there is just one least-squares fit. The
# check makes the one to 2013 anew, and compares what the two predict. Such evidence can't be argued with.
#
# ## Metrics that can be trusted
#
# Now the three scores of 2014, on the same run. The check loads the model that you have just logged, lets it predict 2014,
# and compares: a number that was typed in, or that belongs to another model, doesn't pass.

# %%
### BEGIN SOLUTION
with mlflow.start_run(run_id=run_id):
    mlflow.log_metrics(scores(test[TARGETS], predicted))
### STUB
# # with mlflow.start_run(run_id=run_id):
# #     mlflow.log_metrics(scores(____, ____))
### END SOLUTION

# %%
check("2.1.3")

# %% [markdown]
# ## A picture beside the numbers
#
# People look before they read. One week of June shows what the model is good at, and where it isn't. Watch when the
# solar curves rise, and how the wind is met by day and by night:

# %%
week = test["utc_timestamp"].between("2014-06-02", "2014-06-09", inclusive="left")
hours = test.loc[week, "utc_timestamp"]

figure, panels = plt.subplots(2, 1, figsize=(9, 5), sharex=True, layout="constrained")
for panel, target in zip(panels, TARGETS):
    panel.plot(hours, test.loc[week, target], color="0.6", linewidth=3, label="measured")
    panel.plot(hours, predicted.loc[week, target], color="tab:orange", label="predicted")
    panel.set_ylabel(target.replace("_", ", "))
figure.suptitle("A week of June 2014")
figure.legend(*panels[0].get_legend_handles_labels(), loc="outside upper right", ncols=2, frameon=False)
plt.show()

# %% [markdown]
# A run can hold any file as an **artifact**. Put the figure, which is still there as `figure`, into yours as `week.png`.

# %%
### BEGIN SOLUTION
with mlflow.start_run(run_id=run_id):
    mlflow.log_figure(figure, "week.png")
### STUB
# # with mlflow.start_run(run_id=run_id):
# #     mlflow.log_figure(____, ____)
### END SOLUTION

# %%
check("2.1.4")

# %% [markdown]
# ## Off by how much?
#
# R² doesn't say in which direction a model errs. A colleague who has only the model's address can load it back from the
# store, and find out. Hand in its mean error on the **wind** of 2014: prediction minus truth, in GW, to two decimals.

# %%
### BEGIN SOLUTION
colleague = mlflow.pyfunc.load_model(logged.model_uri)
error = pd.DataFrame(colleague.predict(test[FEATURES]), columns=TARGETS, index=test.index) - test[TARGETS]

answer("2.1.5", round(error["wind_GW"].mean(), 2))
### STUB
# # colleague = mlflow.pyfunc.load_model(logged.model_uri)
# # error = pd.DataFrame(colleague.predict(____), columns=TARGETS, index=test.index) - ____
#
# answer("2.1.5", ...)
### END SOLUTION

# %%
check("2.1.5")

# %% [markdown]
# The sign is the news. Did you expect a model that is wrong on average, and not only hour by hour? Something about the
# wind of 2014 was not in the data of 2013. Keep the thought; it comes back.
#
# ## What you have now
#
# One run with its parameters, its model, its metrics and its picture, and every number on it can be computed again
# from the model beside it. In the MLflow tab, open the run and find them: the model has a list of its own on the page, and
# the picture is under Artifacts.
#
# `workshop check 2` in a terminal of JupyterLab (File, New, Terminal) lists your points. Next, in
# [2.2](02_random_forest.ipynb), one execution leaves many runs.
