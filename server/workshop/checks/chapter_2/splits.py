"""Notebook 2.5's runs of one small forest under three splits: what a shuffled split leaks, and what the next year brings."""

from __future__ import annotations

import pandas as pd
from mlflow.entities import Run
from sklearn.ensemble import RandomForestRegressor

from workshop.checks.chapter_2.scores import TRAIN, same, scores
from workshop.checks.choice import choice
from workshop.checks.evidence import FEATURES, TARGETS, Evidence, crash
from workshop.checks.outcome import NotAttempted, Wrong
from workshop.checks.registry import exercise

INPUTS = {"weather": FEATURES, "calendar": [*FEATURES, "hour", "day_of_year"]}
SPLITS = ("hours", "months")
WHOLE = ("n_estimators", "min_samples_leaf", "seed")  # whole numbers among the parameters
METRICS = ("r2", "r2_solar", "r2_wind", "rmse")


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
            runs.append(evidence.named(f"{inputs}, {split}").run)
        except NotAttempted as nothing:
            if runs:
                raise Wrong(nothing.found, "Call measure for both inputs and both splits.", len(runs) / len(wanted) / 2) from None
            raise
    for number, ((inputs, split), run) in enumerate(zip(wanted, runs, strict=True)):
        _says(run, inputs, split, number / len(wanted))
        _comes_out_again(run, hours, number / len(wanted))
    leak = {inputs: _rmse(runs, wanted, inputs, "months") / _rmse(runs, wanted, inputs, "hours") - 1 for inputs in INPUTS}
    return (
        "all four come out again from their own record; months left out are "
        f"{leak['weather']:.0%} worse than shuffled hours with the weather alone, {leak['calendar']:.0%} with the calendar"
    )


def _rmse(runs: list[Run], wanted: list[tuple[str, str]], inputs: str, split: str) -> float:
    return runs[wanted.index((inputs, split))].data.metrics["rmse"]


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
    return hours.index[(times.month + times.year) % 2 == 0] if split == "months" else hours.index[times.year == TRAIN]


def _says(run: Run, inputs: str, split: str, share: float) -> None:
    """Raises Wrong unless the run's parameters say what it was made from, and that agrees with its name."""
    given, name = run.data.params, run.info.run_name
    missing = [one for one in ("features", "split", *WHOLE) if one not in given]
    if missing:
        raise Wrong(
            f"The run {name} lacks the parameters {', '.join(missing)}: nobody can repeat it from its record.",
            "Log the whole dictionary `settings`, and run the cell again: fresh runs count.",
            share,
        )
    strange = [one for one in WHOLE if not given[one].isdecimal()]
    if strange:
        raise Wrong(f"The run {name} has {strange[0]} = {given[strange[0]]!r}.", "A whole number is needed there.", share)
    if given["split"] != split:
        raise Wrong(f"The run {name} says that its split is {given['split']!r}.", "Log the split that it was judged by.", share)
    features = [feature.strip() for feature in given["features"].split(",")]
    if features != INPUTS[inputs]:
        raise Wrong(
            f"The run {name} says that its features are {given['features']}.",
            f"The inputs of {inputs} are {', '.join(INPUTS[inputs])}: look them up in INPUTS by name.",
            share,
        )


def _comes_out_again(run: Run, hours: pd.DataFrame, share: float) -> None:
    """Raises Wrong unless the forest that the run's parameters describe scores what the run says."""
    given, name = run.data.metrics, run.info.run_name
    missing = [metric for metric in METRICS if metric not in given]
    if missing:
        raise Wrong(f"The run {name} lacks the metrics {', '.join(missing)}.", "Log all that learn_and_judge gives.", share)
    features, (trees, leaf, seed) = INPUTS[name.split(",")[0]], (int(run.data.params[number]) for number in WHOLE)
    with crash(f"The forest that the parameters of {name} describe can't be fitted."):
        learned = half(hours, run.data.params["split"], seed)
        forest = RandomForestRegressor(n_estimators=trees, min_samples_leaf=leaf, random_state=seed)
        forest.fit(hours.loc[learned, features], hours.loc[learned, TARGETS])
    again = _scores(forest, hours.drop(learned), features)
    wrong = [metric for metric in METRICS if not same(given[metric], again[metric])]
    if not wrong:
        return
    flattered = same(given[wrong[0]], _scores(forest, hours.loc[learned], features)[wrong[0]])
    raise Wrong(
        f"The run {name} has {wrong[0]} = {given[wrong[0]]:.4f}; a forest fitted again from its parameters has {again[wrong[0]]:.4f}.",
        "That is its score on the hours that it learned from." if flattered
        else "Log what learn_and_judge gives for the very features and split that the run names.",
        share,
    )  # fmt: skip


def _scores(forest: RandomForestRegressor, hours: pd.DataFrame, features: list[str]) -> dict[str, float]:
    return scores(hours, pd.DataFrame(forest.predict(hours[features]), columns=TARGETS, index=hours.index))


@exercise("2.5.4", "a prediction: the error when whole years are kept apart, beside that of whole months")
def from_months_to_years(evidence: Evidence) -> str:
    return choice(
        evidence,
        "b",
        "it rises once more, and not because of any leak: 2014 has something that no hour of 2013 shows",
        {
            "a": "Neighbouring hours were apart before, so nothing more can leak. Is a leak the only way in which months of both "
            "years are easier than a year that lies ahead?",
            "c": "It has seen every season before, too: each month of the calendar is in one of the two years that it learned from. "
            "What does it know of 2014 in the one case, and in the other?",
        },
    )
