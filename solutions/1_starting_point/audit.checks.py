"""The checks of chapter 1: measurements of the mess in the desk's notebooks, handed in as answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import (
    BaseCrossValidator,
    GroupKFold,
    KFold,
    PredefinedSplit,
    cross_val_predict,
)

from workshop.checks import expect
from workshop.checks.check_of import exercise
from workshop.checks.evidence import Evidence
from workshop.checks.expect import near, shown
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.outcome import Wrong

CALENDAR = ["hour", "day_of_year", "year"]
SHIFTS = range(-3, 4)
SAME_SCORE = 0.0006  # half of the third decimal, and a little
ROUNDED_GW = 0.006  # half of the second decimal, and a little
SAME_PERCENT = 1.0
REACH = 5.0  # percent; another way to write the months moves an error by less than this


def of_linreg(truth: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """RMSE over all values of both targets, MAE, and the mean of the targets' R2, as model_linreg computes them."""
    return _scores(np.sqrt(np.mean((predicted - truth) ** 2)), truth, predicted, r2_score(truth, predicted))


def of_forest(truth: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """The mean of the targets' RMSE, and R2 weighted by the targets' variances, as model_rf computes them."""
    rmse = np.sqrt(np.mean((predicted - truth) ** 2, axis=0)).mean()
    return _scores(rmse, truth, predicted, r2_score(truth, predicted, multioutput="variance_weighted"))


def of_keras(truth: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """RMSE over all values, and R2 against one mean of both targets, as model_keras computes them."""
    return _scores(
        np.sqrt(np.mean((predicted - truth) ** 2)), truth, predicted, r2_score(truth.ravel(), predicted.ravel())
    )


def _scores(rmse: float, truth: np.ndarray, predicted: np.ndarray, r2: float) -> dict[str, float]:
    return {"RMSE": float(rmse), "MAE": float(mean_absolute_error(truth, predicted)), "R2": float(r2)}


COPIES = {"model_linreg": of_linreg, "model_rf": of_forest, "model_keras": of_keras}
CAUSES = ("split", "model")
CHANGING = (
    "model_rf",
    "model_keras",
)  # a second run prints other figures: the split is fixed, the model isn't


@exercise("1.1.1", "the metrics on which all three copies of eval_metrics agree, and the spread of their R2")
def one_question(evidence: Evidence) -> str:
    agree, spread = expect.fields(evidence.answer(), "agree", "spread")
    names, spread = _metric_names(agree), expect.number(spread, name="spread")
    truth, predicted = _linear_model(evidence)
    spreads = _spreads(truth, predicted)
    same = sorted(name for name, width in spreads.items() if width < 1e-9)
    share = ((names == same) + near(spread, spreads["R2"], SAME_SCORE)) / 2
    if names != same:
        raise Wrong(
            f"Your answer says that the copies agree on {', '.join(names) or 'nothing'}; they agree on {len(same)} of "
            "the three metrics.",
            "Compare the three figures in each line of the table: two may be equal while the third differs.",
            share,
        )
    found = f"The spread of R2 is not {spread:g}."
    slips = {slip: (found, words) for slip, words in _spread_slips(spreads, truth, predicted).items()}
    otherwise = (
        "Give each copy the truth and the prediction of the given cell. The spread is the largest R2 minus the "
        "smallest R2."
    )
    expect.close(spread, spreads["R2"], SAME_SCORE, slips, (found, otherwise), share)
    alone = f"the copies agree on {', '.join(same)} alone"
    return f"on one and the same prediction {alone}, and their R2 are {spread:.3f} apart"


def _metric_names(agree: object) -> list[str]:
    """The names of metrics in an answer, each once, in their order. Raises Wrong for anything else."""
    given = [agree] if isinstance(agree, str) else agree
    if isinstance(given, list) and all(isinstance(name, str) for name in given):
        names = {name.strip().upper().replace("²", "2") for name in given}
        if names <= {"RMSE", "MAE", "R2"}:
            return sorted(names)
    raise Wrong(f"agree is {shown(agree)}.", 'Hand in a list with some of the names "RMSE", "MAE" and "R2".')


def _linear_model(evidence: Evidence) -> tuple[np.ndarray, np.ndarray]:
    """The truth of 2014, and the prediction for 2014 of a linear regression fitted on 2013: arrays of TARGETS, GW."""
    train, test = evidence.year(2013), evidence.year(2014)
    model = LinearRegression().fit(train[FEATURES], train[TARGETS])
    return test[TARGETS].to_numpy(), model.predict(test[FEATURES])


def _spreads(truth: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """How far apart the copies are, for each metric."""
    table = pd.DataFrame({name: scores(truth, predicted) for name, scores in COPIES.items()})
    spreads = table.max(axis=1) - table.min(axis=1)
    return {str(name): float(spread) for name, spread in spreads.items()}


def _spread_slips(spreads: dict[str, float], truth: np.ndarray, predicted: np.ndarray) -> dict[float, str]:
    """The advice for each of the commonest mistakes, by the spread that the mistake gives."""
    return {
        spreads["RMSE"]: "That is the spread of RMSE; take the line R2.",
        _spreads(predicted, truth)["R2"]:
            "This number comes out when truth and prediction change places: the truth is the first argument.",
        round(spreads["R2"], 2): "Your answer is close: hand in three decimals.",
    }  # fmt: skip


@exercise("1.1.2", "how many hours must be added to the weather's labels, in summer and in winter")
def clock(evidence: Evidence) -> str:
    given = expect.numbers(evidence.answer(), "hours", "summer", "winter")
    best = best_shifts(evidence.hours)
    expect.all_parts(*(partial(_shifted, season, given[season], best[season]) for season in given))
    return f"the weather's labels need {best['summer']} h in summer and {best['winter']} h in winter"


def _shifted(season: str, given: float, best: int) -> None:
    """Raises Wrong unless the season's labels were shifted by as many hours as is best."""
    if given == best:
        return
    if given == -best:
        raise Wrong(
            f"{given:+g} h in {season} has the right size and the wrong sign.",
            "The shift is added to the label: a negative shift moves the weather to an earlier hour.",
        )
    raise Wrong(
        f"With {given:+g} h in {season} the radiation does not fit the solar power best: another shift fits better.",
        f"Look at the curve of {season} on the right, and read off the shift below the highest point.",
    )


def best_shifts(hours: pd.DataFrame) -> dict[str, int]:
    """The hours to add to the weather's labels so that solar power and radiation correlate best, by season."""
    times = hours["utc_timestamp"]
    ahead = (times.dt.tz_convert("Europe/Berlin").dt.hour - times.dt.hour) % 24
    radiation = hours["rad_horizontal"] + hours["rad_diffuse"]
    frame = pd.DataFrame({"power": hours["solar_GW"], "radiation": radiation, "ahead": ahead})
    frame = frame.set_axis(times, axis=0).loc[lambda table: ~table.index.duplicated()]
    best = {}
    for season, ahead in (("summer", 2), ("winter", 1)):
        power = frame.loc[frame["ahead"] == ahead, "power"]
        best[season] = max(SHIFTS, key=lambda shift: power.corr(frame["radiation"].shift(shift, freq="h")))
    return best


@exercise(
    "1.1.3",
    "the forest's RMSE on the weather alone, with the hours shuffled and with whole months left out",
    seconds=300,
    slow="fits the forests itself",
)
def leak(evidence: Evidence) -> str:
    shuffled, months = expect.numbers(evidence.answer(), "GW", "shuffled", "months").values()
    hours = evidence.hours
    expected = fold_errors(hours, FEATURES)
    left_out = (fold_errors(hours, FEATURES, label)[1] for label in _labels(months, expected[1]))
    right = [near(shuffled, expected[0], ROUNDED_GW), any(near(months, error, ROUNDED_GW) for error in left_out)]
    if all(right):
        return f"the shuffle says {shuffled:.2f} GW; where the month is new to the forest it is off by {months:.2f} GW"
    share = sum(right) / 2
    if near(months, expected[0], ROUNDED_GW):
        raise Wrong(
            "The number for months is the error with the hours shuffled.",
            "months is the error with GroupKFold; shuffled is the error that was printed before. Did the two change "
            "places?",
            share,
        )
    if not right[0]:
        raise Wrong(
            f"With the hours shuffled the forest's error is not {shuffled:g} GW.",
            "Hand in the error that error_of gave in the cell before, to two decimals. Leave the forest as it is.",
            share,
        )
    raise Wrong(f"With whole months left out the error is not {months:g} GW.", _label_slip(hours, months), share)


NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
Label = Callable[[int, int], object]  # takes year and month, returns the label of that month's hours

# GroupKFold deals out months of equal length in the order of their labels, so the error depends on how a month is
# written. These are the usual ways that give different errors; the names' language and the separator don't matter.
LABELS: tuple[Label, ...] = (
    lambda year, month: f"{year}-{month:02}",  # any numbers that grow with time give the same order
    lambda year, month: f"{month:02}/{year}",
    lambda year, month: f"{NAMES[month - 1]} {year}",
    lambda year, month: f"{month}-{year}",
    lambda year, month: f"{year}-{month}",
    lambda year, month: f"{year} {NAMES[month - 1]}",
    lambda year, month: f"{month}_{year}",
    lambda year, month: int(f"{year}{month}"),
    lambda year, month: -(12 * year + month),  # months back from some day
)
LABEL = LABELS[0]


def _labels(given: float, expected: float) -> Iterator[Label]:
    """The ways to write a month that may give the error `given`; `expected` is the error with the first way."""
    yield LABEL
    if near(given, expected, expected * REACH / 100):
        yield from LABELS[1:]


def fold_errors(hours: pd.DataFrame, features: list[str], label: Label = LABEL) -> tuple[float, float]:
    """RMSE (GW) of the notebook's small forest: with the hours shuffled, and with months left out (by `label`)."""
    hours = with_calendar(hours)
    shuffled = _error(hours, features, KFold(5, shuffle=True, random_state=0))
    return shuffled, _error(hours, features, GroupKFold(5), _months(hours, label))


def with_calendar(hours: pd.DataFrame) -> pd.DataFrame:
    """The hours with the columns of CALENDAR."""
    times = hours["utc_timestamp"].dt
    return hours.assign(hour=times.hour, day_of_year=times.day_of_year, year=times.year)


def _months(hours: pd.DataFrame, label: Label) -> pd.Series:
    times = hours["utc_timestamp"].dt
    return pd.Series(
        [label(year, month) for year, month in zip(times.year, times.month, strict=True)], index=hours.index
    )


# The tests' kernels find it by this name (tests/support/keeper.py): what a check has measured in one fork, for one
# answer, is handed to the next. It depends on the data alone; under another name all is measured anew for each answer.
_measured: dict[tuple[object, ...], float] = {}


def _error(
    hours: pd.DataFrame, features: list[str], folds: BaseCrossValidator, groups: pd.Series | None = None
) -> float:
    """The error of the small forest, GW; fitted once for the same hours, features and folds."""
    fold = np.empty(len(hours), dtype=int)
    for number, (_, asked) in enumerate(folds.split(hours, groups=groups)):
        fold[asked] = number
    fold = pd.factorize(fold)[0]  # the same folds in another order give the same error
    key = (int(pd.util.hash_pandas_object(hours, index=False).sum()), *features, fold.tobytes())
    if key not in _measured:
        forest = RandomForestRegressor(n_estimators=5, random_state=0)
        guess = cross_val_predict(forest, hours[features], hours[TARGETS], cv=PredefinedSplit(fold))
        _measured[key] = float(np.sqrt(np.mean((guess - hours[TARGETS].to_numpy()) ** 2)))
    return _measured[key]


OTHER_LABELS: dict[str, Callable[[pd.Series], pd.Series]] = {
    "whole days, while the forest knows the days beside them": lambda times: times.dt.date.astype(str),
    "January 2013 together with January 2014": lambda times: times.dt.month,
    "whole years": lambda times: times.dt.year,
    "the months of German time": lambda times: times.dt.tz_convert("Europe/Berlin").dt.strftime("%Y-%m"),
}


def _label_slip(hours: pd.DataFrame, error: float) -> str:
    """The advice for an error that comes from other labels than the months, or from no labels."""
    if near(error, fold_errors(hours, FEATURES)[1], 0.06) and error == round(error, 1):
        return "Your answer may be right to one decimal; hand in two."
    hours, wanted = with_calendar(hours), "The label of an hour is its month with the year (UTC), such as 2013-01."
    if near(error, _error(hours, FEATURES, KFold(5)), ROUNDED_GW):
        return "That is the error with KFold, which cuts the hours into blocks and ignores the labels. Use GroupKFold."
    for left_out, label in OTHER_LABELS.items():
        groups = label(hours["utc_timestamp"])
        if near(error, _error(hours, FEATURES, GroupKFold(min(5, groups.nunique())), groups), ROUNDED_GW):
            return f"That is the error when you leave out {left_out}. {wanted}"
    return f"Give error_of WEATHER, GroupKFold(5) and, as groups, a label for each hour. {wanted}"


@exercise(
    "1.1.4",
    "by how many percent the error is higher with months left out than with hours shuffled, with and without a "
    "calendar",
    seconds=300,
    slow="fits the forests itself",
)
def calendar(evidence: Evidence) -> str:
    given = expect.numbers(evidence.answer(), "percent", "weather", "calendar")
    label, wrong = _best_label(evidence.hours, given)
    if not wrong:
        weather, with_both = (f"{given[name]:.0f} %" for name in ("weather", "calendar"))
        return f"left-out months are {weather} worse with the weather alone, {with_both} with the calendar"
    raise Wrong(*_percent_slip(evidence.hours, label, given, wrong[0]), share=1 - len(wrong) / 2)


INPUTS = {"weather": FEATURES, "calendar": FEATURES + CALENDAR}


def _above(hours: pd.DataFrame, name: str, label: Label = LABEL) -> float:
    """By how many percent the months' error is above the shuffled error, for one of INPUTS."""
    shuffled, months = fold_errors(hours, INPUTS[name], label)
    return 100 * (months / shuffled - 1)


def _best_label(hours: pd.DataFrame, given: dict[str, float]) -> tuple[Label, list[str]]:
    """The way to write a month that makes most of the percentages right, and the names of the wrong ones."""
    usual = {name: _above(hours, name) for name in INPUTS}
    best, wrong = LABEL, [name for name in INPUTS if not near(given[name], usual[name], SAME_PERCENT)]
    within = all(near(given[name], usual[name], REACH) for name in INPUTS)
    for label in LABELS[1:] if wrong and within else ():
        if near(given["weather"], _above(hours, "weather", label), SAME_PERCENT):
            best, wrong = label, ["calendar"]
            if near(given["calendar"], _above(hours, "calendar", label), SAME_PERCENT):
                return label, []
    return best, wrong


def _percent_slip(hours: pd.DataFrame, label: Label, given: dict[str, float], name: str) -> tuple[str, str]:
    """What was found in the percentage `name`, and what to try next."""
    above = {each: _above(hours, each, label) for each in INPUTS}
    if all(near(given[one], above[other], REACH) for one, other in (("weather", "calendar"), ("calendar", "weather"))):
        return (
            "The two numbers have changed places.",
            "weather is the percentage without the three columns of the calendar.",
        )
    value, formula = given[name], "100 * (months / shuffled - 1)"
    if near(value, 1 + above[name] / 100, 0.05):
        return f"{value:g} is a ratio.", f"Hand in percent above the shuffled error: {formula}."
    if near(value, above[name] / 100, 0.05):
        return f"{value:g} is a share of 1.", f"Hand in percent: {formula}."
    if near(value, 100 - 100 / (1 + above[name] / 100), SAME_PERCENT):
        return (
            f"{value:g} % is how far the shuffled error lies below the months' error.",
            "Compute how far the months' error lies above the shuffled error, in percent of the shuffled error.",
        )
    columns = "WEATHER + CALENDAR, with all three columns of CALENDAR" if name == "calendar" else "WEATHER alone"
    return (
        f"{name}: the months' error is not {value:g} % above the shuffled error.",
        f"Use {columns}, the folds of 1.1.3, the same labels of the months for both percentages, and {formula}.",
    )


@exercise("1.1.5", "which notebooks print something else the second time, and what isn't fixed in each")
def again(evidence: Evidence) -> str:
    given = _causes(evidence.answer())
    missing, extra = set(CHANGING) - set(given), set(given) - set(CHANGING)
    share = (len(COPIES) - len(missing) - len(extra)) / len(COPIES) / 2
    if extra:
        same = ", ".join(sorted(extra))
        raise Wrong(f"{same} prints the same each time.", "Print both runs and compare figure by figure.", share)
    if missing:
        raise Wrong(
            f"{len(given)} of the notebooks that change {'is' if len(given) == 1 else 'are'} in your answer; there "
            "are more.",
            "Print both runs of every notebook and compare figure by figure.",
            share,
        )
    blamed = [name for name in CHANGING if given[name] == "split"]
    if blamed:
        raise Wrong(
            f"The split of {blamed[0]} is the same in each run: something fixes what train_test_split draws.",
            "Look for random_state and np.random.seed; then ask what else in the notebook draws random numbers.",
            1 - len(blamed) / 2 / len(CHANGING),
        )
    return f"{' and '.join(CHANGING)} give another model each time, on the same split; model_linreg comes out again"


def _causes(given: object) -> dict[str, str]:
    """The cause for each notebook in an answer. Raises Wrong unless it maps notebooks to known causes."""
    if not isinstance(given, dict) or not {_plain(name) for name in given} <= set(COPIES):
        raise Wrong(
            f"{shown(given)} is no dictionary of notebooks and causes.",
            f'Write {{"name": "split"}} or {{"name": "model"}}; the names are {", ".join(COPIES)}.',
        )
    causes = {_plain(name): _plain(cause) for name, cause in given.items()}
    for name, cause in causes.items():
        if cause not in CAUSES:
            raise Wrong(
                f"The cause for {name} is {shown(cause)}.", 'Name one cause for each notebook: "split" or "model".'
            )
    return {str(name): str(cause) for name, cause in causes.items()}


def _plain(word: object) -> object:
    """A name as it was meant, whatever its case and with the notebook's suffix or without."""
    return word.strip().lower().removesuffix(".ipynb") if isinstance(word, str) else word
