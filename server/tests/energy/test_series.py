"""Is a table of hours read and written whole or not at all, and is a file that can't be used refused by its cause?"""

import pandas as pd
import pytest

from workshop.energy import series, table
from workshop.energy.errors import DataError
from workshop.energy.simulate import simulate
from workshop.errors import WorkshopError
from workshop.paths import GERMANY

ROWS = "2013-01-01T00:00:00Z,0.000,2.114,3.28,-1.49,0.0,0.0\n2013-01-01T01:00:00Z,0.000,2.480,3.40,-1.40,0.0,0.0\n"
HEADER = "utc_timestamp,solar_GW,wind_GW,windspeed,temperature,rad_horizontal,rad_diffuse\n"


@pytest.fixture
def hours():
    return table.read_csv(GERMANY)


def test_does_reading_give_back_what_was_written(hours, tmp_path):
    table.write_csv(hours, tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == GERMANY.read_bytes()
    pd.testing.assert_frame_equal(table.read_csv(tmp_path / "again.csv"), hours, check_exact=True)


def test_does_plain_pandas_read_the_times_as_utc():
    frame = pd.read_csv(GERMANY, parse_dates=["utc_timestamp"])
    assert str(frame["utc_timestamp"].dt.tz) == "UTC"


def test_is_there_no_minus_zero_and_no_carriage_return(hours, tmp_path):
    hours.loc[0, "temperature"] = -0.001
    table.write_csv(hours, tmp_path / "out.csv")
    written = (tmp_path / "out.csv").read_bytes()
    assert b"-0.00," not in written and b"\r" not in written


def test_does_a_cut_take_the_first_moment_and_leave_the_last(hours):
    day = table.cut(hours, "2013-10-27", "2013-10-28")
    assert len(day) == 25, "01:00 comes twice"
    assert str(day["utc_timestamp"].min()) == "2013-10-27 00:00:00+00:00"
    assert str(day["utc_timestamp"].max()) == "2013-10-27 23:00:00+00:00"


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (None, "No such file"),
        (HEADER.replace(",wind_GW", "") + ROWS, "no column wind_GW"),
        ("  <!DOCTYPE html>\n<html><body>502</body></html>", "web page"),
        (HEADER + ROWS.replace("2.480", "much"), "no number"),
        (HEADER + ROWS.replace("2013-01-01T01", "in the morning"), "no time"),
        (HEADER + ROWS.replace("2.480", ""), "empty cells"),
        (HEADER, "no rows"),
        ("", "no CSV"),
        (HEADER + '"' + ROWS, "no CSV"),
        (b"\xff\xfe\x00garbage\x80", "no CSV"),
    ],
    ids=["missing", "no-column", "html", "no-number", "no-time", "gap", "no-rows", "empty", "open-quote", "binary"],
)
def test_is_a_file_that_cannot_be_used_refused_by_its_cause(content, cause, tmp_path):
    path = tmp_path / "hours.csv"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataError, match=cause) as error:
        table.read_csv(path)
    assert str(path) in str(error.value)
    assert isinstance(error.value, WorkshopError), "the command line prints these without a traceback"


def test_is_a_folder_in_place_of_a_file_refused(tmp_path):
    with pytest.raises(DataError, match="can't be read"):
        table.read_csv(tmp_path)


def test_can_the_whole_series_be_another_one(tmp_path):
    other = simulate()
    other["wind_GW"] = (other["wind_GW"] / 2).round(3)
    table.write_csv(other, tmp_path / "other.csv")
    pd.testing.assert_frame_equal(series.whole(tmp_path / "other.csv"), other, check_exact=True)
    series.write_germany(tmp_path / "germany.csv", tmp_path / "other.csv")
    germany = table.read_csv(tmp_path / "germany.csv")
    assert len(germany) == 17_472 and germany["utc_timestamp"].dt.year.max() == 2014
    assert germany["wind_GW"].tolist() == other["wind_GW"][:17_472].tolist()


def test_is_a_series_refused_that_lacks_a_year():
    with pytest.raises(DataError, match="no hours of 2015, 2016"):
        series.whole(GERMANY)


def test_is_nothing_left_behind_where_the_disk_refuses(hours, tmp_path):
    (tmp_path / "occupied").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(DataError, match="can't be written"):
        table.write_csv(hours, tmp_path / "occupied" / "hours.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["occupied"]


def test_does_a_writing_that_breaks_leave_the_old_file(hours, tmp_path, monkeypatch):
    path = tmp_path / "hours.csv"
    path.write_text("old", encoding="utf-8")

    def full(self, beside, **options):
        beside.write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_csv", full)
    with pytest.raises(DataError, match="No space left"):
        table.write_csv(hours, path)
    assert path.read_text(encoding="utf-8") == "old" and list(tmp_path.iterdir()) == [path]
