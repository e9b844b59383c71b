"""Does the data come in month by month, once, and only what there is?"""

from datetime import date

import pandas as pd
import pytest

from workshop.energy import series, table
from workshop.energy.arrivals import arrive, before
from workshop.energy.errors import DataError
from workshop.energy.simulate import simulate


@pytest.fixture(autouse=True)
def shipped(monkeypatch):
    monkeypatch.delenv("WORKSHOP_DATA", raising=False)


def test_do_all_months_up_to_the_one_asked_for_arrive(tmp_path):
    written = arrive("2015-03", tmp_path / "arrivals")
    assert [path.name for path in written] == ["2015-01.csv", "2015-02.csv", "2015-03.csv"]
    assert sorted((tmp_path / "arrivals").iterdir()) == written
    together = pd.concat([table.read_csv(path) for path in written], ignore_index=True)
    pd.testing.assert_frame_equal(together, table.cut(simulate(), "2015-01-01", "2015-04-01"), check_exact=True)


def test_do_germany_and_all_arrivals_make_the_whole_series(tmp_path):
    arrive("2016-12", tmp_path)
    series.write_germany(tmp_path / "2014.csv")
    parts = [table.read_csv(path) for path in sorted(tmp_path.iterdir())]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), simulate(), check_exact=True)


def test_does_a_second_time_write_only_what_is_new(tmp_path):
    first = arrive("2015-02", tmp_path)
    first[0].write_text("the learner's own", encoding="utf-8")
    assert arrive("2015-02", tmp_path) == []
    assert [path.name for path in arrive("2015-04", tmp_path)] == ["2015-03.csv", "2015-04.csv"]
    assert first[0].read_text(encoding="utf-8") == "the learner's own"


def test_does_a_month_that_got_lost_come_again(tmp_path):
    arrive("2015-03", tmp_path)[1].unlink()
    assert [path.name for path in arrive("2015-03", tmp_path)] == ["2015-02.csv"]


@pytest.mark.parametrize(
    ("month", "cause"),
    [
        ("2014-12", "in germany.csv already"),
        ("2012-01", "in germany.csv already"),
        ("2017-01", "after the series' last month"),
        ("2015-13", "no month"),
        ("2015-3", "no month"),
        ("2015-03-05", "no month"),
        ("March", "no month"),
    ],
)
def test_is_a_month_that_cannot_arrive_refused_with_what_to_type(month, cause, tmp_path):
    with pytest.raises(DataError, match=cause) as error:
        arrive(month, tmp_path)
    assert "workshop data --arrive 201" in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_do_arrivals_come_from_the_series_that_is_set(tmp_path):
    other = simulate()
    other["solar_GW"] = 1.0
    table.write_csv(other, tmp_path / "other.csv")
    [january] = arrive("2015-01", tmp_path / "arrivals", tmp_path / "other.csv")
    assert set(table.read_csv(january)["solar_GW"]) == {1.0}


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2014, 12, 31), []),
        (date(2015, 1, 31), []),
        (date(2015, 2, 1), ["2015-01"]),
        (date(2015, 4, 7), ["2015-01", "2015-02", "2015-03"]),
    ],
)
def test_have_only_whole_months_arrived(today, months):
    assert before(today) == months


def test_does_nothing_arrive_after_the_last_month():
    assert before(date(2018, 5, 1))[-1] == "2016-12"
