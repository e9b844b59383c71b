# %% [markdown]
# # 2.7 Your turn: iris
#
# Other data, another kind of model, and little help. In about 45 minutes you track two classifiers of your own, each in
# an experiment of its own, put their mistakes beside their scores, and find out **whether one of them is better**: a
# question that a single split of the data answers quickly, and wrongly.
#
# What is asked for is said in words. The cells give only names that the checks look for; how, you know from 2.1 to 2.3.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("2.7")

# %% [markdown] tags=["instructor"]
# **For the instructor.** For those who are through early, or as homework: nothing later builds on it. Let pairs bet on
# "which is better?" after 2.7.2, and again after 2.7.5: the first bet is usually lost. What goes wrong most: reopening a
# run while another experiment is set (MLflow refuses, and its message blames the environment), and in 2.7.5 a model that
# was fitted once and is only scored anew, on flowers that it has learned. The check names that.

# %% [markdown]
# ## 150 flowers
#
# Three species of iris, four lengths in centimetres for each flower; the data comes with scikit-learn. The picture
# shows two of the four. *Setosa*, at the lower left, stands apart; look where the other two meet: whichever model you
# take, its mistakes will be there.

# %%
import matplotlib.pyplot as plt
import mlflow
import pandas as pd
import skops
import sklearn
from mlflow.models import infer_signature
from sklearn.base import clone
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import ConfusionMatrixDisplay, accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

iris = load_iris(as_frame=True)
flowers = iris.data
species = iris.target.map(dict(enumerate(iris.target_names)))

figure, panel = plt.subplots(figsize=(6, 3.6), layout="constrained")
for name, mark in zip(iris.target_names, "osv"):
    mine = flowers[species == name]
    panel.scatter(mine["petal length (cm)"], mine["petal width (cm)"], marker=mark, alpha=0.6, label=name)
panel.set(xlabel="petal length (cm)", ylabel="petal width (cm)")
panel.legend(frameon=False)
plt.show()

# %% [markdown]
# The flowers carry no date, so here a random split is fair: two thirds to learn from, a third to be judged on, each
# species in its share. `split` takes the seed that decides which flowers those are; whoever has the seed has the split.


# %%
def split(seed):
    """Flowers to learn from, 50 to be judged on, and the species of both."""
    return train_test_split(flowers, species, test_size=50, stratify=species, random_state=seed)


SEED = 1
X_train, X_test, y_train, y_test = split(SEED)
print(f"{len(X_train)} flowers to learn from, {len(X_test)} to be judged on")

# %% [markdown]
# ## A logistic regression
#
# Leave one finished run in the experiment `2.7-iris-logistic-regression` (of several, the newest counts). It holds
#
# - as parameters `split_seed` and `test_size`, and all settings of the model (`get_params()` gives them);
# - as the metric `accuracy` the share of the 50 flowers that the model names rightly;
# - the model, fitted on the 100 others, by `mlflow.sklearn` and stored as it is by default, by skops and not as a pickle; with its
#   signature and two pinned requirements, scikit-learn and skops.
#
# The usual solver of a logistic regression stops after 100 small steps, done or not, and warns. With
# `solver="newton-cholesky"` a few large ones are enough.

# %%
### BEGIN SOLUTION
requirements = [f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"]
logistic = LogisticRegression(solver="newton-cholesky").fit(X_train, y_train)

mlflow.set_experiment("2.7-iris-logistic-regression")
with mlflow.start_run(run_name="logistic regression") as logistic_run:
    mlflow.log_params({"split_seed": SEED, "test_size": len(X_test)} | logistic.get_params())
    mlflow.log_metric("accuracy", accuracy_score(y_test, logistic.predict(X_test)))
    mlflow.sklearn.log_model(
        logistic,
        name="model",
        signature=infer_signature(X_train, logistic.predict(X_train)),
        pip_requirements=requirements,
    )
### STUB
# # logistic = ____
# #
# # mlflow.set_experiment("2.7-iris-logistic-regression")
# # with mlflow.start_run(run_name="logistic regression") as logistic_run:
# #     ____
### END SOLUTION

# %%
check("2.7.1")

# %% [markdown]
# ## A tree
#
# The same for a decision tree, on the same split, in the experiment `2.7-iris-tree`. Two things differ. A tree that finds
# two questions equally good throws a coin: give it a `random_state`, or nobody gets the same tree again. And the format
# in which MLflow keeps scikit-learn models loads known types only, so that opening a model can't run somebody's code. A
# tree's inside is a type that you must vouch for, that one and no other: `skops_trusted_types=["sklearn.tree._tree.Tree"]`, in
# `log_model`.

# %%
### BEGIN SOLUTION
tree = DecisionTreeClassifier(random_state=0).fit(X_train, y_train)

mlflow.set_experiment("2.7-iris-tree")
with mlflow.start_run(run_name="tree") as tree_run:
    mlflow.log_params({"split_seed": SEED, "test_size": len(X_test)} | tree.get_params())
    mlflow.log_metric("accuracy", accuracy_score(y_test, tree.predict(X_test)))
    mlflow.sklearn.log_model(
        tree,
        name="model",
        signature=infer_signature(X_train, tree.predict(X_train)),
        pip_requirements=requirements,
        skops_trusted_types=["sklearn.tree._tree.Tree"],
    )
### STUB
# # tree = ____
# #
# # mlflow.set_experiment("2.7-iris-tree")
# # with mlflow.start_run(run_name="tree") as tree_run:
# #     ____
### END SOLUTION

# %%
check("2.7.2")

# %% [markdown]
# ## Which flowers are mistaken for which?
#
# Put a confusion matrix into both runs, as two artifacts: `confusion_matrix.png`, the picture, and
# `confusion_matrix.json`, the counts for whoever wants to compute with them: `{"labels": [...], "counts": [[...], ...]}`,
# a row a true species, a column a predicted one, both in the order of `labels`. `ConfusionMatrixDisplay` of scikit-learn
# draws and counts. The check computes the counts again; the picture is for people, and it only sees that one is there. A run
# is reopened under its own experiment: set that first, by its id.
#
# In both pictures the diagonal holds what was right. Look which of the other six fields aren't zero.

# %%
### BEGIN SOLUTION
for run, model in [(logistic_run, logistic), (tree_run, tree)]:
    matrix = ConfusionMatrixDisplay.from_estimator(model, X_test, y_test, cmap="Blues", colorbar=False)
    matrix.ax_.set_title(run.info.run_name)
    mlflow.set_experiment(experiment_id=run.info.experiment_id)
    with mlflow.start_run(run_id=run.info.run_id):
        mlflow.log_figure(matrix.figure_, "confusion_matrix.png")
        counts = {"labels": matrix.display_labels.tolist(), "counts": matrix.confusion_matrix.tolist()}
        mlflow.log_dict(counts, "confusion_matrix.json")
plt.show()
### STUB
# # for run, model in [(logistic_run, logistic), (tree_run, tree)]:
# #     mlflow.set_experiment(experiment_id=run.info.experiment_id)
# #     with mlflow.start_run(run_id=run.info.run_id):
# #         ____
### END SOLUTION

# %%
check("2.7.3")

# %% [markdown]
# ## What was luck?
#
# All of this hangs on `SEED`. Now think of thirty splits of the same 150 flowers, with thirty seeds, and of the logistic
# regression fitted anew on each. **How far apart are its best accuracy and its worst?**
#
# - `"a"`: not at all: the same flowers, the same settings, and a model without chance in it;
# - `"b"`: two points: a flower more or less among the 50;
# - `"c"`: six points or more.

# %%
### BEGIN SOLUTION
answer("2.7.4", "c")
### STUB
# answer("2.7.4", ...)
### END SOLUTION

# %%
check("2.7.4")

# %% [markdown]
# Find out. In this notebook's own experiment, leave one run named `splits`: for each of 30 seeds (20 at least), fit both
# models anew with the settings that you logged (`clone(model)` gives an unfitted copy, so that your own two stay as they are),
# and log their accuracies as the metrics `logistic_regression` and `tree`, **with the seed as the step**. Then log mean and
# standard deviation (with n or n - 1) over the splits, as `logistic_regression_mean`, `logistic_regression_std`, `tree_mean` and
# `tree_std`. Keep the accuracies in a table `accuracies`, a row a split and a column a model: the next cells use it.

# %%
### BEGIN SOLUTION
models = {"logistic_regression": logistic, "tree": tree}
rows = {}
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="splits"):
    for seed in range(30):
        learned, judged, names, truth = split(seed)
        fitted = {name: clone(model).fit(learned, names) for name, model in models.items()}
        rows[seed] = {name: model.score(judged, truth) for name, model in fitted.items()}
        mlflow.log_metrics(rows[seed], step=seed)
    accuracies = pd.DataFrame(rows).T
    mlflow.log_metrics(accuracies.mean().add_suffix("_mean").to_dict())
    mlflow.log_metrics(accuracies.std().add_suffix("_std").to_dict())
### STUB
# # models = {"logistic_regression": logistic, "tree": tree}
# # rows = {}
# # mlflow.set_experiment(desk.experiment)
# # with mlflow.start_run(run_name="splits"):
# #     for seed in range(30):
# #         learned, judged, names, truth = split(seed)
# #         ____
# #         mlflow.log_metrics(____, step=seed)
# #     accuracies = ____
# #     ____
### END SOLUTION

# %%
check("2.7.5")

# %% [markdown]
# On the left the accuracy of both models on each split; the grid's lines lie two points apart, since one flower of 50 is
# worth that. On the right how many flowers the logistic regression is ahead on each. Where would the one split of 2.7.2 stand? (The
# MLflow tab draws the accuracies too: the run `splits`, Model metrics.)

# %%
leads = 50 * (accuracies["logistic_regression"] - accuracies["tree"])  # in flowers

figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
for name, mark in [("logistic_regression", "o"), ("tree", "^")]:
    left.plot(accuracies.index, accuracies[name], mark, alpha=0.7, label=name.replace("_", " "))
left.set(xlabel="seed of the split", ylabel="accuracy", yticks=[share / 50 for share in range(42, 51)])
left.grid(axis="y", alpha=0.4)
left.legend(frameon=False, ncols=2, loc="upper center", bbox_to_anchor=(0.5, 1.15))
right.bar(*zip(*leads.round().value_counts().items()), color="0.6")
right.axvline(0, color="black", linewidth=1)
right.set(xlabel="lead of the logistic regression, in flowers", ylabel="splits")
plt.show()

print(accuracies.agg(["mean", "std", "min", "max"]).round(2))

# %% [markdown]
# ## Is one better?
#
# The mean lead looks safe after so many splits. But they are all made of the same 150 flowers: a flower on the border
# is drawn again and again, and its mistake counted each time. So the lead's standard error isn't `std / sqrt(n)`, as for
# n independent trials. Nadeau and Bengio (2003) put 1/n + test/train in place of 1/n: here it is
# `std * sqrt(1/n + 50/100)`.
#
# Hand in a dictionary, its numbers to two decimals: `points`, what one flower is worth, in points of accuracy (percent); `lead`, the mean of
# `leads`, in flowers; `error`, its standard error as above; and `better`, the name of a model, `"logistic_regression"`
# or `"tree"`, if the lead is more than two standard errors away from zero, and `"neither"` if it isn't. (The `std` may be with n
# or with n - 1.)

# %%
### BEGIN SOLUTION
lead = leads.mean()
error = leads.std() * (1 / len(leads) + 50 / 100) ** 0.5
ahead = "logistic_regression" if lead > 0 else "tree"

better = ahead if abs(lead) > 2 * error else "neither"
rounded = {"lead": round(lead, 2), "error": round(error, 2)}
answer("2.7.6", {"points": 100 / 50, **rounded, "better": better})
### STUB
# # lead = ____
# # error = ____
#
# answer("2.7.6", ...)  # in place of the dots: {"points": ____, "lead": ____, "error": ____, "better": "____"}
### END SOLUTION

# %%
check("2.7.6")

# %% [markdown]
# ## What you have now
#
# Two models in two experiments, each with its mistakes beside its score, and a record of many splits that says what one
# split is worth. A lead of two points in a table of accuracies is one flower. What would settle the question is more flowers, not more splits.
#
# Take the habit along: before you call a model better, ask how many cases the lead is, and whether it would survive
# another draw of the data. Chapter 3 makes of that question a gate that no model passes unasked; it begins with
# [3.1, From a run to a model with a name](../3_registry/01_register.ipynb).
