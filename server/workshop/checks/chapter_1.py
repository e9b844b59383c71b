"""What the exercises of chapter 1 must leave behind: measurements of the mess, handed in as answers."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import BaseCrossValidator, GroupKFold, KFold, cross_val_predict

from workshop.checks.evidence import FEATURES, TARGETS, Evidence
from workshop.checks.outcome import Wrong
from workshop.checks.registry import exercise

CALENDAR = ["hour", "day_of_year", "year"]
SHIFTS = range(-3, 4)
SAME_SCORE = 0.0006  # half of the third decimal, and a little
SAME_POWER = 0.006  # GW; half of the second decimal, and a little
SAME_PERCENT = 1.0


def of_linreg(truth: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """RMSE over all values of both targets, MAE, and the mean of the targets' R2, as model_linreg computes them."""
    return _scores(np.sqrt(np.mean((predicted - truth) ** 2)), truth, predicted, r2_score(truth, predicted))


def of_forest(truth: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """The mean of the targets' RMSE, and R2 weighted by the targets' variances, as model_rf computes them."""
    rmse = np.sqrt(np.mean((predicted - truth) ** 2, axis=0)).mean()
    return _scores(rmse, truth, predicted, r2_score(truth, predicted, multioutput="variance_weighted"))


def of_keras(truth: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """RMSE over all values, and R2 against one mean of both targets, as model_keras computes them."""
    return _scores(np.sqrt(np.mean((predicted - truth) ** 2)), truth, predicted, r2_score(truth.ravel(), predicted.ravel()))


def _scores(rmse: float, truth: np.ndarray, predicted: np.ndarray, r2: float) -> dict[str, float]:
    return {"RMSE": float(rmse), "MAE": float(mean_absolute_error(truth, predicted)), "R2": float(r2)}


COPIES = {"model_linreg": of_linreg, "model_rf": of_forest, "model_keras": of_keras}
CAUSES = ("split", "model")
CHANGING = ("model_rf", "model_keras")  # a second run prints something else; their splits are fixed, their models aren't


@exercise("1.1.1", "the metrics on which all three copies of eval_metrics agree, and the spread of their R2")
def one_question(evidence: Evidence) -> str:
    agree, spread = _fields(evidence.answer(), "agree", "spread")
    spread = _number(spread, "spread")
    names = sorted({str(name).upper() for name in agree}) if isinstance(agree, list) else None
    if names is None or not set(names) <= {"RMSE", "MAE", "R2"}:
        raise Wrong(f"agree is {agree!r}.", 'Hand in a list with some of the names "RMSE", "MAE" and "R2".')
    truth, predicted = _linear_model(evidence)
    spreads = _spreads(truth, predicted)
    same = sorted(name for name, width in spreads.items() if width < 1e-9)
    share = ((names == same) + math.isclose(spread, spreads["R2"], abs_tol=SAME_SCORE)) / 2
    if names != same:
        raise Wrong(
            f"The copies agree on {', '.join(names) or 'nothing'}, you say; they agree on {len(same)} of the three metrics.",
            "Compare along each line of the table: two figures may be the same and the third another one.",
            share,
        )
    if share < 1:
        raise Wrong(f"The spread of R2 is not {spread:.3f}.", _spread_slip(spread, spreads, truth, predicted), share)
    return f"on one and the same prediction the copies agree on {', '.join(same)} alone, and their R2 are {spread:.3f} apart"


def _linear_model(evidence: Evidence) -> tuple[np.ndarray, np.ndarray]:
    """The truth of 2014, and what least squares on 2013 predicts for it, GW: an array of TARGETS each."""
    train, test = evidence.year(2013), evidence.year(2014)
    model = LinearRegression().fit(train[FEATURES], train[TARGETS])
    return test[TARGETS].to_numpy(), model.predict(test[FEATURES])


def _spreads(truth: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """How far apart the copies are, for each metric."""
    table = pd.DataFrame({name: scores(truth, predicted) for name, scores in COPIES.items()})
    return (table.max(axis=1) - table.min(axis=1)).to_dict()


def _spread_slip(spread: float, spreads: dict[str, float], truth: np.ndarray, predicted: np.ndarray) -> str:
    """What to try next, by the commonest slips."""
    if math.isclose(spread, spreads["RMSE"], abs_tol=SAME_SCORE):
        return "That is the spread of RMSE; take the line R2."
    if math.isclose(spread, _spreads(predicted, truth)["R2"], abs_tol=SAME_SCORE):
        return "That is what comes out when truth and prediction change places; the truth is the first of the two."
    return "Give each copy the same truth and the same prediction, those of the given cell, and subtract the smallest R2 from the largest."


@exercise("1.1.2", "how many hours must be added to the weather's labels, in summer and in winter")
def clock(evidence: Evidence) -> str:
    names = ("summer", "winter")
    given = {name: _number(value, name) for name, value in zip(names, _fields(evidence.answer(), *names))}
    best = best_shifts(evidence.hours)
    wrong = [season for season in names if given[season] != best[season]]
    share = 1 - len(wrong) / 2
    if not wrong:
        return f"the weather's labels need {best['summer']} h in summer and {best['winter']} h in winter"
    season = wrong[0]
    if given[season] == -best[season]:
        raise Wrong(
            f"{given[season]:+g} h in {season} has the right size and the wrong sign.",
            "The shift is what is added to the label: below zero, an hour's weather goes to an earlier hour.",
            share,
        )
    raise Wrong(
        f"With {given[season]:+g} h in {season} the radiation does not fit the solar power best.",
        f"Look at the curve of {season} on the right: below its highest point stands the shift.",
        share,
    )


def best_shifts(hours: pd.DataFrame) -> dict[str, int]:
    """The hours to add to the weather's labels so that solar power and radiation correlate best, by season."""
    times = hours["utc_timestamp"]
    ahead = (times.dt.tz_convert("Europe/Berlin").dt.hour - times.dt.hour) % 24
    frame = pd.DataFrame({"power": hours["solar_GW"], "radiation": hours["rad_horizontal"] + hours["rad_diffuse"], "ahead": ahead})
    frame = frame.set_axis(times, axis=0).loc[lambda table: ~table.index.duplicated()]
    best = {}
    for season, ahead in (("summer", 2), ("winter", 1)):
        power = frame.loc[frame["ahead"] == ahead, "power"]
        best[season] = max(SHIFTS, key=lambda shift: power.corr(frame["radiation"].shift(shift, freq="h")))
    return best


@exercise(
    "1.1.3",
    "the forest's RMSE on the weather alone, with the hours shuffled and with whole months left out",
    slow="fits the forests itself",
)
def leak(evidence: Evidence) -> str:
    shuffled, months = (_number(value, "an error") for value in _fields(evidence.answer(), "shuffled", "months"))
    expected = fold_errors(evidence.hours, FEATURES)
    right = [math.isclose(given, error, abs_tol=SAME_POWER) for given, error in zip((shuffled, months), expected)]
    if all(right):
        return f"the shuffle says {shuffled:.2f} GW; where the month is new to the forest it is off by {months:.2f} GW"
    if math.isclose(months, expected[0], abs_tol=SAME_POWER):
        raise Wrong(
            "Both errors are that of shuffled hours, or they have changed places.",
            "months is the error that GroupKFold gives, shuffled the one that was printed before.",
            sum(right) / 2,
        )
    if not right[0]:
        raise Wrong(
            f"With the hours shuffled the forest is off by another amount than {shuffled:.2f} GW.",
            "Hand in what error_of gave in the cell before, and leave the forest as it is.",
            sum(right) / 2,
        )
    raise Wrong(f"With whole months left out the error is not {months:.2f} GW.", _label_slip(evidence.hours, months), 0.5)


def fold_errors(hours: pd.DataFrame, features: list[str]) -> tuple[float, float]:
    """RMSE in GW of the notebook's small forest, hours shuffled and months left out; computed once for the same hours."""
    hours = with_calendar(hours)
    key = (int(pd.util.hash_pandas_object(hours, index=False).sum()), *features)
    if key not in _measured:
        shuffled = _error(hours, features, KFold(5, shuffle=True, random_state=0))
        _measured[key] = (shuffled, _error(hours, features, GroupKFold(5), _month(hours)))
    return _measured[key]


_measured: dict[tuple, tuple[float, float]] = {}


def with_calendar(hours: pd.DataFrame) -> pd.DataFrame:
    """The hours with the columns of CALENDAR."""
    times = hours["utc_timestamp"].dt
    return hours.assign(hour=times.hour, day_of_year=times.day_of_year, year=times.year)


def _month(hours: pd.DataFrame) -> pd.Series:
    return hours["utc_timestamp"].dt.strftime("%Y-%m")


def _error(hours: pd.DataFrame, features: list[str], folds: BaseCrossValidator, groups: pd.Series | None = None) -> float:
    forest = RandomForestRegressor(n_estimators=5, random_state=0)
    guess = cross_val_predict(forest, hours[features], hours[TARGETS], cv=folds, groups=groups)
    return float(np.sqrt(np.mean((guess - hours[TARGETS].to_numpy()) ** 2)))


LABELS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "whole days, whose neighbours the forest still knows": lambda hours: hours["utc_timestamp"].dt.date.astype(str),
    "January 2013 together with January 2014": lambda hours: hours["utc_timestamp"].dt.month,
    "whole years": lambda hours: hours["utc_timestamp"].dt.year,
}


def _label_slip(hours: pd.DataFrame, error: float) -> str:
    """What to try next where the error is that of another label than the month."""
    for left_out, label in LABELS.items():
        groups = label(hours)
        folds = GroupKFold(min(5, groups.nunique()))
        if math.isclose(error, _error(hours, FEATURES, folds, groups), abs_tol=SAME_POWER):
            return f"That is the error when you leave out {left_out}. The label wanted is the month with its year, such as 2013-01."
    return "error_of takes WEATHER, GroupKFold(5), and as groups a label for each hour: the month with its year, such as 2013-01."


@exercise(
    "1.1.4",
    "by how many percent the error of left-out months is above the shuffled one, with and without a calendar",
    slow="fits the forests itself",
)
def calendar(evidence: Evidence) -> str:
    names = ("weather", "calendar")
    given = {name: _number(value, name) for name, value in zip(names, _fields(evidence.answer(), *names))}
    errors = dict(zip(names, (fold_errors(evidence.hours, FEATURES), fold_errors(evidence.hours, FEATURES + CALENDAR))))
    above = {name: 100 * (months / shuffled - 1) for name, (shuffled, months) in errors.items()}
    wrong = [name for name in names if not math.isclose(given[name], above[name], abs_tol=SAME_PERCENT)]
    share = 1 - len(wrong) / 2
    if not wrong:
        return f"left-out months are {above['weather']:.0f} % worse with the weather alone, {above['calendar']:.0f} % with the calendar"
    name = wrong[0]
    if all(math.isclose(given[one], above[other], abs_tol=SAME_PERCENT) for one, other in (names, names[::-1])):
        raise Wrong("The two have changed places.", "weather is without the three columns of the calendar.", share)
    if math.isclose(given[name], 1 + above[name] / 100, abs_tol=0.02):
        raise Wrong(f"{given[name]:g} is a ratio.", "In percent above the shuffled error: 100 * (months / shuffled - 1).", share)
    shuffled, months = errors[name]
    if math.isclose(given[name], 100 * (1 - shuffled / months), abs_tol=SAME_PERCENT):
        raise Wrong(
            f"{given[name]:g} % is how far the shuffled error lies below that of the months.",
            "The other way round: by how much the months' error lies above the shuffled one, in percent of the shuffled one.",
            share,
        )
    raise Wrong(
        f"{name}: the months' error is not {given[name]:g} % above the shuffled one.",
        f"Use {' and '.join(names) if name == 'calendar' else 'the weather alone'}, the same folds and labels as before, "
        "and 100 * (months / shuffled - 1).",
        share,
    )


@exercise("1.1.5", "which notebooks print something else the second time, and what isn't fixed in each")
def again(evidence: Evidence) -> str:
    given = evidence.answer()
    if not isinstance(given, dict) or not set(given) <= set(COPIES) or any(cause not in CAUSES for cause in given.values()):
        raise Wrong(
            f"{given!r} is no dictionary of notebooks and causes.",
            f'Write {{"name": "split"}} or {{"name": "model"}}, with a name out of {", ".join(COPIES)}.',
        )
    missing, extra = set(CHANGING) - set(given), set(given) - set(CHANGING)
    share = (len(COPIES) - len(missing) - len(extra)) / len(COPIES) / 2
    if extra:
        raise Wrong(f"{', '.join(sorted(extra))} prints the same each time.", "Print both runs and compare figure by figure.", share)
    if missing:
        raise Wrong(
            f"{len(given)} of the notebooks that change {'is' if len(given) == 1 else 'are'} in your answer; there are more.",
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


def _fields(value, *names: str) -> list:
    """The fields of an answer that is to be a dictionary of `names`. Raises Wrong for anything else."""
    if not isinstance(value, dict) or set(value) != set(names):
        wanted = ", ".join(f'"{name}": ...' for name in names)
        raise Wrong(f"{value!r} is not what was asked for.", f"Hand in a dictionary: {{{wanted}}}.")
    return [value[name] for name in names]


def _number(value, name: str) -> float:
    """`value` if it's a finite number. Raises Wrong for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Wrong(f"{name} is {value!r}, which is not a number.", "Hand in numbers, without quotes.")
    return value
