"""Do the checks of notebook 2.2 take whatever is handed in, and does its prediction hold on another series?"""

import math
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from sklearn.ensemble import RandomForestRegressor

from workshop.checks import forecast, logged_model
from workshop.checks.check_of import checks
from workshop.course import index
from workshop.energy.simulate import Settings, simulate
from workshop.energy.table import FEATURES, TARGETS, write_csv
from workshop.progress.outcome import Crashed, Wrong

random_forest = checks(index.read().notebook("2.2"))
ODD = ["MB", True, [], {}, [1.1], float("nan"), float("inf"), -1, 0, 1e300]
BYTES = 12_612_952  # large enough for MB and MiB to differ


def handed_in(answer, folder=Path()):
    """Stands in for Evidence: one tagged child, whose model's files are in `folder`, and an answer."""
    info = SimpleNamespace(run_id="1", run_name="depth 16", status="FINISHED")
    child = SimpleNamespace(info=info, data=SimpleNamespace(tags={"chosen": "lowest RMSE"}))
    parent = SimpleNamespace(data=SimpleNamespace(tags={}))
    holding = SimpleNamespace(model_folder=folder)
    family = SimpleNamespace(run=parent, children=lambda: [child], of=lambda run: holding, seen={})
    return SimpleNamespace(answer=lambda: answer, named=lambda name: family)


@pytest.fixture
def model_folder(tmp_path):
    with open(tmp_path / "model.skops", "wb") as file:
        file.truncate(BYTES)
    (tmp_path / "metadata").mkdir()
    return tmp_path


@pytest.mark.parametrize("answer", ODD, ids=repr)
@pytest.mark.parametrize("check", [random_forest.prediction, random_forest.size], ids=["prediction", "size"])
def test_does_an_odd_answer_get_a_verdict(check, answer, model_folder):
    with pytest.raises(Wrong) as wrong:
        check(handed_in(answer, model_folder))
    assert wrong.value.found and wrong.value.try_next


@pytest.mark.parametrize("answer, words", [(12.6, "take 12.6 MB"), (12.0, "12.0 MiB"), (12.03, "12.0 MiB")])
def test_do_megabytes_pass_and_mebibytes_with_a_word(answer, words, model_folder):
    assert words in random_forest.size(handed_in(answer, model_folder))


@pytest.mark.parametrize("answer, words", [(BYTES, "in bytes"), (12613, "in kB"), (12.3, "another"), (13.2, "another")])
def test_does_another_size_fail(answer, words, model_folder):
    with pytest.raises(Wrong, match=words):
        random_forest.size(handed_in(answer, model_folder))


def test_does_a_file_that_skops_has_not_written_get_a_verdict(model_folder):
    logged = logged_model.Logged(
        model_folder, None, {"serialization_format": "skops", "pickled_model": "model.skops"}, []
    )
    with pytest.raises(Crashed, match="isn't one that skops has written"):
        logged_model.stored_by_skops(logged)


@pytest.mark.parametrize(
    "text", ["lowest RMSE", "lowest-rmse", "kleinster Fehler, 1.75 GW", "2014年のRMSEが最小", "how deep?"]
)
def test_is_a_reason_in_a_few_words_taken_in_any_language(text):
    assert random_forest._in_words(text)


@pytest.mark.parametrize("text", ["", "True", "1.75", "2 3", "best", "👍 👍", "günstigster", "  ", "____"])
def test_is_a_reason_that_says_nothing_refused(text):
    assert not random_forest._in_words(text)


@pytest.fixture(scope="module", params=[2013, 5])
def series(request, tmp_path_factory):
    """Two years with another seed, as the desk would read them: a frame of hours by year."""
    file = tmp_path_factory.mktemp("series") / "another.csv"
    write_csv(simulate(Settings(seed=request.param)), file)
    hours = pd.read_csv(file, parse_dates=["utc_timestamp"])
    return {year: hours[hours["utc_timestamp"].dt.year == year] for year in (2013, 2014)}


def test_does_the_prediction_hold_on_another_series(series):
    r2 = {2013: [], 2014: []}
    for depth in (2, 4, 8, 16, None):
        forest = RandomForestRegressor(n_estimators=20, max_depth=depth, random_state=7)
        forest.fit(series[2013][FEATURES], series[2013][TARGETS])
        for year, hours in series.items():
            predicted = pd.DataFrame(forest.predict(hours[FEATURES]), columns=TARGETS, index=hours.index)
            r2[year].append(forecast.scores(hours, predicted)["r2"])
    assert r2[2013] == sorted(r2[2013])
    two, four, eight, sixteen, unlimited = r2[2014]
    assert two < four < eight and max(sixteen, unlimited) < eight
    assert unlimited > four and math.isclose(unlimited, eight, abs_tol=0.02)
