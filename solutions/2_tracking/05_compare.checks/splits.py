"""Notebook 2.5's runs of one forest under three splits: what a shuffled split leaks, and what the next year brings."""

from __future__ import annotations

import re

import pandas as pd
from mlflow.entities import Run
from mlflow.utils.mlflow_tags import MLFLOW_PARENT_RUN_ID
from sklearn.ensemble import RandomForestRegressor

from workshop.checks import expect
from workshop.checks.check_of import exercise
from workshop.checks.choice import choice
from workshop.checks.evidence import Evidence
from workshop.checks.expect import shown
from workshop.checks.forecast import ALL, predictor, same, scores
from workshop.checks.refit import MOST_TREES, forest_settings
from workshop.checks.run_contents import crash
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.outcome import NotAttempted, Wrong

TRAIN, TEST = 2013, 2014
INPUTS = {"weather": FEATURES, "calendar": [*FEATURES, "hour", "day_of_year"]}
SPLITS = ("hours", "months")
NAMES = [f"{inputs}, {split}" for split in (*SPLITS, "years") for inputs in INPUTS]
LIMITS = {"n_estimators": (1, MOST_TREES), "min_samples_leaf": (1, 9000)}  # what a run must say of its forest
LEARNS = {"hours": "half of the hours", "months": "half of the months", "years": str(TRAIN)}
JUDGES = {"hours": "the other hours", "months": "the other months", "years": str(TEST)}
AGAIN = "Log the whole dictionary `settings`, and run the cell again: fresh runs count."


@exercise(
    "2.5.3",
    "four runs: weather and calendar, split by hours and by months, each fitted again from its own parameters",
    slow="fits four forests again, from what your runs say of themselves",
)
def measurements(evidence: Evidence) -> str:
    wanted = [(inputs, split) for split in SPLITS for inputs in INPUTS]
    runs, hours = [], with_calendar(evidence.hours)
    for inputs, split in wanted:
        try:
            runs.append(_run(evidence, f"{inputs}, {split}"))
        except NotAttempted as nothing:
            if runs:
                raise Wrong(
                    nothing.found, "Call measure for both inputs and both splits.", len(runs) / len(wanted) / 2
                ) from None
            raise
    for number, ((inputs, split), run) in enumerate(zip(wanted, runs, strict=True)):
        with expect.earned(number / len(wanted)):
            _comes_out_again(run, hours, _features(run, inputs, split), split)
    rmse = {pair: run.data.metrics["rmse"] for pair, run in zip(wanted, runs, strict=True)}
    leak = {inputs: rmse[inputs, "months"] / rmse[inputs, "hours"] - 1 for inputs in INPUTS}
    return (
        f"all four come out again from their own record; months left out are {leak['weather']:.0%} worse than shuffled "
        f"hours with the weather alone, {leak['calendar']:.0%} with the calendar"
    )


def _run(evidence: Evidence, name: str) -> Run:
    """The newest finished run of that name; it may be nested in another run. Raises what `Evidence.run` raises."""
    try:
        return evidence.named(name, *NAMES).run
    except (NotAttempted, Wrong):
        finished = f"attributes.run_name = '{name}' and attributes.status = 'FINISHED'"
        nested = evidence.runs([evidence.experiment], f"{finished} and tags.`{MLFLOW_PARENT_RUN_ID}` IS NOT NULL", 1)
        if not nested:
            raise
        evidence.seen.update(experiment=nested[0].info.experiment_id, run=nested[0].info.run_id)
        return nested[0]


def with_calendar(hours: pd.DataFrame) -> pd.DataFrame:
    """The hours with the columns hour and day_of_year (UTC)."""
    times = hours["utc_timestamp"].dt
    return hours.assign(hour=times.hour, day_of_year=times.day_of_year)


def half(hours: pd.DataFrame, split: str, seed: int) -> pd.Index:
    """The labels of the hours that a forest learns from; it is judged on all others.

    `hours`: a half drawn by lot. `months`: every other month, even ones in 2014 and odd ones in 2013. `years`: 2013.
    """
    times = hours["utc_timestamp"].dt
    if split == "hours":
        return hours.sample(frac=0.5, random_state=seed).index
    chosen = (times.month + times.year) % 2 == 0 if split == "months" else times.year == TRAIN
    labels: pd.Index = hours[chosen].index
    return labels


def _features(run: Run, inputs: str, split: str) -> list[str]:
    """The run's parameter features as a list, in its order. Raises Wrong unless features and split fit the run's name,
    and train and test fit the split."""
    given, name = expect.params(run, ["features", "split"], AGAIN), run.info.run_name
    if given["split"] != split:
        raise Wrong(
            f"The run {name} says that its split is {shown(given['split'])}.", "Log the split that it was judged by."
        )
    features = re.findall(r"\w+", given["features"])
    if sorted(features) != sorted(INPUTS[inputs]):
        raise Wrong(
            f"The run {name} says that its features are {shown(given['features'])}.",
            f"The inputs of {inputs} are {', '.join(INPUTS[inputs])}: look them up in INPUTS by name.",
        )
    for param, right in (("train", LEARNS[split]), ("test", JUDGES[split])):
        said = run.data.params.get(param, right)
        if said != right and said in {*LEARNS.values(), *JUDGES.values()}:
            raise Wrong(
                f"The run {name} has {param} = {shown(said)}; with this split it should be {shown(right)}.",
                "train is what the forest learned from, LEARNS[split]; test is what it was judged on, JUDGES[split].",
            )
    return features


def _forest(run: Run) -> tuple[RandomForestRegressor, int]:
    """The forest that the run's parameters describe, not fitted yet, and the seed of its split."""
    name = "seed" if "seed" in run.data.params or "random_state" not in run.data.params else "random_state"
    given = forest_settings(run, LIMITS, AGAIN)
    expect.params(run, [name], AGAIN)
    seed = expect.whole(run, name, 0, 2**32 - 1, AGAIN)
    with crash(f"The forest that the parameters of {run.info.run_name} describe can't be made."):
        own = given.get("random_state")
        return RandomForestRegressor(**given | {"random_state": seed if own is None else own}), seed


def _comes_out_again(run: Run, hours: pd.DataFrame, features: list[str], split: str) -> None:
    """Raises Wrong unless the forest that the run's parameters describe scores what the run says."""
    forest, seed = _forest(run)
    given, name = expect.metrics(run, ALL, "Log all that learn_and_judge gives."), run.info.run_name
    with crash(f"The forest that the parameters of {name} describe can't be fitted."):
        learned = half(hours, split, seed)
        forest.fit(hours.loc[learned, features], hours.loc[learned, TARGETS])
    again = _scores(forest, hours.drop(learned), features)
    wrong = [metric for metric in ALL if not same(given[metric], again[metric])]
    if not wrong:
        return
    metric = wrong[0]
    flattered = same(given[metric], _scores(forest, hours.loc[learned], features)[metric])
    raise Wrong(
        f"The run {name} has {metric} = {given[metric]:.4f}; a forest fitted again from its parameters has "
        f"{again[metric]:.4f}.",
        "That is the forest's score on the hours that it learned from." if flattered
        else "Log what learn_and_judge gives for exactly the features and the split that the run names.",
    )  # fmt: skip


def _scores(forest: RandomForestRegressor, hours: pd.DataFrame, features: list[str]) -> dict[str, float]:
    return scores(hours, predictor(forest, features)(hours))


@exercise("2.5.4", "a prediction: the error when whole years are kept apart, compared with whole months")
def from_months_to_years(evidence: Evidence) -> str:
    return choice(
        evidence,
        "b",
        "it rises once more, and not because of any leak: 2014 has something that no hour of 2013 shows",
        {
            "a": "Neighbouring hours were kept apart before, so nothing more can leak. Is a leak the only reason why "
            "months of both years are easier to predict than the next year?",
            "c": "With whole months the forest has seen every season, too: it learned from each month of the calendar, "
            "in one of the two years. What does it know of 2014 with whole months, and what with whole years?",
        },
    )
