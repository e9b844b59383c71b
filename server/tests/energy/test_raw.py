"""Are the raw files as bad as a desk gets them, and does the one recipe lead from them to germany.csv?"""

import numpy as np
import pandas as pd
import pytest

from workshop.energy import series, table
from workshop.energy.defects import write_raw
from workshop.energy.errors import DataError
from workshop.energy.raw import processed
from workshop.paths import GERMANY, SOLUTIONS


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("WORKSHOP_DATA", raising=False)
        return write_raw(tmp_path_factory.mktemp("raw"))


@pytest.fixture(scope="module")
def lines(raw):
    return [path.read_text(encoding="utf-8").splitlines() for path in raw]


@pytest.fixture(scope="module")
def frames(raw):
    """The two files as plain pandas reads them, all as text, without repeated headers."""
    read = [pd.read_csv(path, dtype=str, keep_default_na=False) for path in raw]
    return [frame[frame["utc_timestamp"] != "utc_timestamp"] for frame in read]


def test_does_the_recipe_give_germany_csv_byte_for_byte(raw, tmp_path):
    table.write_csv(processed(*raw), tmp_path / "germany.csv")
    assert (tmp_path / "germany.csv").read_bytes() == GERMANY.read_bytes()


def test_are_the_files_small_and_made_the_same_twice(raw, tmp_path):
    assert [path.name for path in raw] == ["time_series_60min.csv", "weather_data.csv"]
    for path, again in zip(raw, write_raw(tmp_path), strict=True):
        assert path.stat().st_size < 2_500_000
        assert path.read_bytes() == again.read_bytes()


def test_are_the_columns_those_of_open_power_system_data(lines):
    time_series, weather = (found[0].split(",") for found in lines)
    assert time_series[:2] == ["utc_timestamp", "cet_cest_timestamp"]
    assert {"DE_solar_generation_actual", "DE_wind_generation_actual", "DE_solar_capacity"} <= set(time_series)
    quantities = ["windspeed_10m", "temperature", "radiation_direct_horizontal", "radiation_diffuse_horizontal"]
    assert weather == ["utc_timestamp", *(f"{country}_{name}" for country in ("AT", "DE", "FR") for name in quantities)]


def test_is_a_header_repeated_in_the_middle(lines):
    time_series, _ = lines
    assert time_series.count(time_series[0]) == 2
    assert time_series[time_series[1:].index(time_series[0]) + 2].startswith("2014-01-01T00:00:00Z")


def test_does_a_week_come_twice(frames):
    repeated = frames[0][frames[0].duplicated()]
    assert len(repeated) == 7 * 24 and repeated["utc_timestamp"].iloc[0] == "2013-09-02T00:00:00Z"


def test_are_two_months_in_each_others_place(frames):
    month = frames[0]["utc_timestamp"].str[:7]
    assert month.loc[month.shift() != month].tolist()[13:18] == ["2014-01", "2014-03", "2014-02", "2014-04", "2014-05"]


def test_is_nothing_written_in_three_ways(frames):
    solar, wind = frames[0]["DE_solar_generation_actual"], frames[0]["DE_wind_generation_actual"]
    assert (solar == "n/e").sum() == 23 and (solar == " ").sum() == 27 and (wind == "").sum() == 27
    assert ((solar == "n/e") & (wind != "")).sum() == 23, "a gap in one column only"


def test_do_neighbours_have_units_of_their_own(frames):
    time_series, weather = frames
    wind = pd.to_numeric(time_series["FR_wind_onshore_generation_actual"])
    glitch = time_series["utc_timestamp"].str.startswith("2013-11")
    assert wind[glitch].mean() < wind[~glitch].mean() / 100
    solar = pd.to_numeric(time_series["AT_solar_generation_actual"])
    glitch = time_series["utc_timestamp"].str.startswith("2014-06")
    assert solar[glitch].mean() > solar[~glitch].mean() * 100
    assert pd.to_numeric(weather["AT_temperature"]).max() > 270
    assert pd.to_numeric(weather["FR_windspeed_10m"])[weather["utc_timestamp"].str.startswith("2014-10")].mean() > 10


def test_does_the_weather_have_the_summer_clocks_labels_and_two_ways_to_write_them(frames):
    stamps = frames[1]["utc_timestamp"]
    assert stamps.str.fullmatch(r"2013-05-\d\d \d\d:00:00\+00:00").sum() == 31 * 24
    times = pd.to_datetime(stamps, utc=True, format="ISO8601")
    assert times.is_monotonic_increasing
    assert [str(label)[:16] for label in times[times.duplicated()]] == ["2013-10-27 01:00", "2014-10-26 01:00"]
    gone = pd.date_range(times.min(), times.max(), freq="h").difference(times)
    assert [str(label)[:16] for label in gone] == ["2013-03-31 01:00", "2014-03-30 01:00"]


def test_is_there_an_hour_before_2013_that_the_recipe_leaves_out(raw, lines):
    assert all(found[1].startswith("2012-12-31T23:00:00Z") for found in lines)
    assert processed(*raw)["utc_timestamp"].min() == pd.Timestamp("2013-01-01", tz="UTC")


def test_is_each_defect_told_to_instructors():
    text = (SOLUTIONS / "raw_defects.md").read_text(encoding="utf-8")
    told = ("header", "2013-09-02", "2014-02", "n/e", "FR_wind_onshore_generation_actual", "AT_solar_generation_actual")
    told += ("AT_temperature", "FR_windspeed_10m", "2013-05", "01:00", "2012-12-31", "an hour late")
    assert [word for word in told if word not in text] == []


def test_do_raw_files_follow_the_series_that_is_set(tmp_path, monkeypatch):
    """Another series: a day is missing elsewhere."""
    other = table.read_csv(GERMANY)
    other = other[other["utc_timestamp"].dt.strftime("%Y-%m-%d") != "2014-08-08"]
    monkeypatch.setattr(series, "whole", lambda data: other)
    found = processed(*write_raw(tmp_path))
    pd.testing.assert_frame_equal(found, other.reset_index(drop=True), check_exact=True)


@pytest.mark.parametrize(
    ("broken", "cause"),
    [
        (lambda text: text.replace("DE_wind_generation_actual", "DE_wind"), "no column DE_wind_generation_actual"),
        (lambda text: "<html>not found</html>", "web page"),
        (lambda text: text.replace(",2114.0,", ",2114.0 MW,"), "no number"),
        (lambda text: text.splitlines()[0] + "\n", "no rows"),
    ],
    ids=["no-column", "html", "unit", "no-rows"],
)
def test_is_a_raw_file_refused_that_cannot_be_used(raw, broken, cause, tmp_path):
    path = tmp_path / "time_series.csv"
    path.write_text(broken(raw[0].read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(DataError, match=cause) as error:
        processed(path, raw[1])
    assert str(path) in str(error.value) and "workshop data --raw" in str(error.value)


def test_are_two_files_refused_that_have_no_hour_in_common(raw, tmp_path):
    path = tmp_path / "weather.csv"
    header, *lines = raw[1].read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, *(line.replace("201", "199", 1) for line in lines)]), encoding="utf-8")
    with pytest.raises(DataError, match="no hour from 2013 on in common"):
        processed(raw[0], path)


def test_is_megawatt_made_gigawatt(raw):
    power = pd.read_csv(raw[0], nrows=100, index_col="utc_timestamp")["DE_wind_generation_actual"]
    found = processed(*raw).set_index("utc_timestamp")["wind_GW"]
    assert np.isclose(found.iloc[0] * 1000, power["2013-01-01T00:00:00Z"])
