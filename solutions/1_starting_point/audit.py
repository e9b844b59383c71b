# %% [markdown]
# # 1.1 An audit of the mess
#
# The desk has three models, and nobody can say how good they are. In about 40 minutes you find out why, by measuring:
# you will have **five numbers that nobody can argue with**, and know what the next chapters are for.
#
# Have a look around first: open the three `model_` notebooks in this folder. Don't mend anything; people depend on it.

# %% tags=["opening"]
from workshop.lesson import answer, begin, check, hint, solution

desk = begin("1.1")

# %% [markdown] tags=["instructor"]
# **For the instructor.** Let the group open the notebooks and say aloud what is wrong before they measure: they find
# most of it. Two traps. With the weather alone the leak of 1.1.3 is modest; 1.1.4 makes it large. Say which is which.
# And when a model later fails on a new year, most of that is drift, not leak: capacity grows. The second: in 1.1.5
# nearly all blame the split of `model_keras`, which has no `random_state`; `np.random.seed` at the top fixes it.
# Running the notebooks twice takes half a minute: a good moment for the report's `render.py` and the dashboard.

# %%
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import GroupKFold, KFold, cross_val_predict

from workshop.paths import STARTING_POINT  # the notebooks as they were found, whatever was edited since

NOTEBOOKS = ["model_linreg", "model_rf", "model_keras"]
WEATHER = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
TARGETS = ["solar_GW", "wind_GW"]

hours = pd.read_csv(desk.data, parse_dates=["utc_timestamp"])
year = hours["utc_timestamp"].dt.year


def code_of(name):
    """The code cells of one of the notebooks."""
    cells = nbformat.read(STARTING_POINT / f"{name}.ipynb", as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def printed_by(cells):
    """What these cells printed, as one line."""
    texts = [output.text for cell in cells for output in cell.outputs if output.get("name") == "stdout"]
    return " ".join("".join(texts).split())


for name in NOTEBOOKS:
    print(f"{name}: {printed_by(code_of(name))}")

# %% [markdown]
# ## Three answers to one question
#
# "How good are we?" Three notebooks, three answers; and it isn't even clear who is ahead. One reason hides in the
# function `eval_metrics`, which somebody copied from notebook to notebook. The next cell takes all three copies out, and
# makes one prediction to try them on: a linear model that learned from 2013, asked about 2014.
#
# Ask each copy about the same truth and the same prediction. Then hand in the metrics on which all three agree (of RMSE,
# MAE and R2), and the spread of R2: the largest minus the smallest, to three decimals. Take away the `#` signs and fill
# the blanks (`____`).


# %%
def eval_metrics_of(name):
    """The function eval_metrics as this notebook defines it: takes truth and prediction, gives RMSE, MAE, R2."""
    names = {"np": np}
    exec(next(cell.source for cell in code_of(name) if "def eval_metrics" in cell.source), names)
    return names["eval_metrics"]


eval_metrics = {name: eval_metrics_of(name) for name in NOTEBOOKS}

model = LinearRegression().fit(hours.loc[year == 2013, WEATHER], hours.loc[year == 2013, TARGETS])
truth = hours.loc[year == 2014, TARGETS].to_numpy()
predicted = model.predict(hours.loc[year == 2014, WEATHER])

### BEGIN SOLUTION
table = pd.DataFrame({name: eval_metrics[name](truth, predicted) for name in NOTEBOOKS}, index=["RMSE", "MAE", "R2"])
print(table.round(3))

spread = table.max(axis=1) - table.min(axis=1)
agree = [metric for metric in table.index if spread[metric] < 1e-9]
answer("1.1.1", {"agree": agree, "spread": round(float(spread["R2"]), 3)})
### STUB
# # table = pd.DataFrame({name: eval_metrics[name](____, ____) for name in NOTEBOOKS}, index=["RMSE", "MAE", "R2"])
# # print(table.round(3))
# #
# # agree = [____]
# # spread = ____
#
# answer("1.1.1", ...)  # in place of the dots: {"agree": agree, "spread": spread}
### END SOLUTION

# %%
check("1.1.1")

# %% [markdown]
# None of the three is wrong: two targets can be averaged in more than one way. But who compares a number from one
# notebook with a number from another compares nothing at all.
#
# ## The clock in summer
#
# Solar power follows radiation at once, so the two curves of a day must lie on each other. Do they? On the left an
# average day of June and one of January, each curve scaled to its own top. On the right the weather's labels are moved
# by some hours, and the correlation of solar power with radiation is computed again.

# %%
local = hours["utc_timestamp"].dt.tz_convert("Europe/Berlin")
is_summer = (local.dt.hour - hours["utc_timestamp"].dt.hour) % 24 == 2  # UTC + 2 h: Germany's summer time
by_label = hours.assign(radiation=hours["rad_horizontal"] + hours["rad_diffuse"], summer=is_summer)
by_label = by_label.drop_duplicates("utc_timestamp").set_index("utc_timestamp")

SHIFTS = range(-3, 4)
correlation = pd.DataFrame(index=SHIFTS, columns=["summer", "winter"], dtype=float)
for shift in SHIFTS:
    moved = by_label["radiation"].shift(shift, freq="h")
    for season, rows in {"summer": by_label["summer"], "winter": ~by_label["summer"]}.items():
        correlation.loc[shift, season] = by_label.loc[rows, "solar_GW"].corr(moved)

figure, panels = plt.subplots(1, 3, figsize=(11, 3.4), layout="constrained")
for panel, (month, title) in zip(panels, [(6, "a day of June"), (1, "a day of January")]):
    day = by_label[by_label.index.month == month].groupby(lambda label: label.hour)[["solar_GW", "radiation"]].mean()
    panel.fill_between(day.index, day["radiation"] / day["radiation"].max(), color="0.85", label="radiation")
    panel.plot(day.index, day["solar_GW"] / day["solar_GW"].max(), color="tab:orange", linewidth=2, label="solar power")
    panel.set(title=title, xlabel="hour (UTC, as labelled)", xticks=range(0, 24, 6))
panels[1].legend(loc="upper left", frameon=False)
for season, colour in (("summer", "tab:red"), ("winter", "tab:blue")):
    panels[2].plot(correlation.index, correlation[season], marker="o", color=colour, label=season)
panels[2].set(title="correlation", xlabel="hours added to the weather's labels", xticks=SHIFTS)
panels[2].grid(alpha=0.3)
panels[2].legend(frameon=False)
plt.show()

# %% [markdown]
# How many whole hours must be added to the weather's labels in summer, and how many in winter? Read it off.

# %%
### BEGIN SOLUTION
shift = {season: int(correlation[season].idxmax()) for season in ["summer", "winter"]}
answer("1.1.2", shift)
### STUB
# answer("1.1.2", ...)  # in place of the dots: {"summer": ____, "winter": ____}
### END SOLUTION

# %%
check("1.1.2")

# %% [markdown]
# Somebody took local time for UTC. Every model here was trained on it and nobody saw, since no score says "something
# is wrong with your clock". Leave it as it is for now: chapter 4 mends it, and measures what mending is worth.
#
# ## What the shuffle hides
#
# All three notebooks shuffle the hours before they split them. So an hour that is "unseen" stands between two hours
# that were learned from, with almost the same weather and the same power. To see what that is worth, leave out whole
# **months** instead, as if they lay in the future. Each hour is still predicted once, by a forest that hasn't seen it.


# %%
def error_of(features, folds, groups=None):
    """RMSE (GW, both targets) of a small forest; each hour is predicted by one that was fitted without its fold."""
    forest = RandomForestRegressor(n_estimators=5, random_state=0)
    guess = cross_val_predict(forest, hours[features], hours[TARGETS], cv=folds, groups=groups)
    return float(np.sqrt(np.mean((guess - hours[TARGETS].to_numpy()) ** 2)))


shuffled = error_of(WEATHER, KFold(5, shuffle=True, random_state=0))
print(f"hours shuffled: off by {shuffled:.2f} GW")

# %% [markdown]
# `GroupKFold` never tears apart rows that carry the same label in `groups`. Give each hour the label of its month (UTC), so
# that January 2013 and January 2014 are two months, and share the months out over five folds: `GroupKFold(5)`. Hand in
# both errors, in GW, to two decimals. (Write the months in any usual way, as 2013-01, 1/2013 or Jan 2013.
# It decides which months share a fold, so it moves the error by some hundredths, and the check allows for that.)

# %%
### BEGIN SOLUTION
months = hours["utc_timestamp"].dt.strftime("%Y-%m")
left_out = error_of(WEATHER, GroupKFold(5), groups=months)

answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(left_out, 2)})
### STUB
# # months = ____
# # left_out = error_of(WEATHER, GroupKFold(5), groups=____)
#
# answer("1.1.3", ...)  # in place of the dots: {"shuffled": round(shuffled, 2), "months": round(left_out, 2)}
### END SOLUTION

# %%
check("1.1.3")

# %% [markdown]
# The shuffle flatters. How much it flatters depends on what a model may look at. A note in `model_rf` wants to add the
# hour "because it makes it a LOT better". Add the hour, the day of the year and the year, and ask again: shuffled, and
# by months, with the same folds and labels as before. By how many **percent** is the error of left-out months above the
# shuffled one, with the weather alone and with the calendar too?

# %%
CALENDAR = ["hour", "day_of_year", "year"]
for part in CALENDAR:
    hours[part] = getattr(hours["utc_timestamp"].dt, part)

### BEGIN SOLUTION
shuffled_too = error_of(WEATHER + CALENDAR, KFold(5, shuffle=True, random_state=0))
left_out_too = error_of(WEATHER + CALENDAR, GroupKFold(5), groups=months)

above = {"weather": round(100 * (left_out / shuffled - 1)), "calendar": round(100 * (left_out_too / shuffled_too - 1))}
answer("1.1.4", above)
### STUB
# # shuffled_too = error_of(____, KFold(5, shuffle=True, random_state=0))
# # left_out_too = error_of(____, GroupKFold(5), groups=____)
# # above = {"weather": ____, "calendar": ____}
#
# answer("1.1.4", ...)  # in place of the dots: above
### END SOLUTION

# %%
check("1.1.4")

# %% [markdown]
# With the day of the year a forest can look an hour up: "what did the hours around it give?" That is no forecast. It
# still helps when months are left out, but by less than the shuffle says.
#
# ## Does it come out again?
#
# Last, the simplest test of all: run a notebook, then run it again. Papermill runs notebooks without anybody clicking;
# this function has it run one twice, in a folder that is gone afterwards, and gives what each run printed.

# %%
import copy
import shutil
import tempfile

import papermill

from workshop.kernels.this_python import QUIET, OwnKernel  # this Python, whatever other kernels the machine has


def run_twice(name):
    """What the notebook prints when all its cells are run, and when all are run again."""
    notebook = nbformat.read(STARTING_POINT / f"{name}.ipynb", as_version=4)
    again = copy.deepcopy(notebook.cells)
    for cell in again:
        cell.id = f"{cell.id}-again"
    notebook.cells += again
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        shutil.copy(desk.data, f"{folder}/germany.csv")
        nbformat.write(notebook, f"{folder}/{name}.ipynb")
        how = {"kernel_manager_class": OwnKernel, "extra_arguments": QUIET, "progress_bar": False}
        ran = papermill.execute_notebook(f"{folder}/{name}.ipynb", None, cwd=folder, kernel_name="python3", **how)
    code = [cell for cell in ran.cells if cell.cell_type == "code"]
    return printed_by(code[: len(code) // 2]), printed_by(code[len(code) // 2 :])

# %% [markdown]
# Run all three; it takes about half a minute. Which print something else the second time? Open those and find out what
# isn't fixed in them: is it the `"split"` of the hours, or the `"model"` that is fitted? Hand in a dictionary, a line
# for each notebook that changed.

# %%
### BEGIN SOLUTION
printed = {name: run_twice(name) for name in NOTEBOOKS}
changed = [name for name in NOTEBOOKS if printed[name][0] != printed[name][1]]
answer("1.1.5", {name: "model" for name in changed})
### STUB
# # printed = {name: ____ for name in NOTEBOOKS}
# # for name in NOTEBOOKS:
# #     print(name, *printed[name], sep="\n  ")
#
# answer("1.1.5", ...)  # in place of the dots: {"model_...": "split" or "model", and so on}
### END SOLUTION

# %%
check("1.1.5")

# %% [markdown]
# ## What you have now
#
# The audit, in five lines: the desk's three scores can't be compared; its clock is off for half of each year; its split
# flatters, the more so the more a model may look at the calendar; and two of its three scores can't be had again. The
# report and the dashboard, meanwhile, each train a fourth and a fifth model and print a score of their own.
#
# None of this was anybody's bad will. What was missing is a place where it is written down which data, which split,
# which settings and which model gave a number. That is what [2.1](../2_tracking/01_linear_regression.ipynb) begins with.
