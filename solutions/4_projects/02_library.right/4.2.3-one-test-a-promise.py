# exercise: 4.2.3
def hours_of(times, power, weather):
    """A table with these numbers in the columns of power and of weather."""
    columns = dict.fromkeys(hours.POWER, power) | dict.fromkeys(hours.WEATHER, weather)
    return pd.DataFrame({hours.TIME: pd.to_datetime(times, utc=True)} | columns)


class TestJoined:
    def test_only_common_hours(self):
        left, right = table(every_hour("2020-01-01", 2), ["a"]), table(every_hour("2020-01-01 01:00", 2), ["b"])
        assert hours.joined(left, right)["a"].tolist() == [1]
        assert hours.joined(right, left)["b"].tolist() == [0]

    def test_order(self):
        left, right = table(every_hour("2020-01-01", 5)[::-1], ["a"]), table(every_hour("2020-01-01", 5), ["b"])
        assert hours.joined(left, right)[hours.TIME].is_monotonic_increasing

    @pytest.mark.parametrize("first", [True, False])
    def test_twice(self, first):
        once, twice = table(["2020-01-01"], ["a"]), table(["2020-01-01", "2020-01-01"], ["b"])
        with pytest.raises(ValueError, match=""):
            hours.joined(*((twice, once) if first else (once, twice)))


def test_gap_of_a_day_and_of_an_hour():
    found = every_hour("2020-05-01", 48)
    assert set(hours.gaps(table(found.delete([*range(5, 29), 40]), []))) == set(found[[*range(5, 29), 40]])


def test_midnight():
    earlier, later = hours.split(table(every_hour("2015-03-31", 48), []), "2015-04-01")
    assert str(later[hours.TIME].min()) == "2015-04-01 00:00:00+00:00" and len(earlier) == 24


def test_winter_stays():
    winter = hours_of(["2016-01-01 00:00", "2016-01-01 01:00"], [1.0, 2.0], [3.0, 4.0])
    pd.testing.assert_frame_equal(hours.mended(winter)[list(winter.columns)], winter)


@pytest.mark.parametrize("year, day", [(2014, 30), (2015, 29), (2016, 27)])
def test_march(year, day):
    given = hours_of([f"{year}-03-{day} {hour:02}:00" for hour in (0, 2, 3, 4)], [0, 2, 3, 4], [0, 1, 2, 3])
    kept = given.copy(deep=True)
    right = hours_of([f"{year}-03-{day} {hour:02}:00" for hour in (0, 2, 3)], [0, 2, 3], [0, 2, 3])
    pd.testing.assert_frame_equal(hours.mended(given), right)
    pd.testing.assert_frame_equal(given, kept)


def test_october():
    given = hours_of([f"2016-10-30 {hour:02}:00" for hour in (0, 1, 1, 2)], [0, 1, 1, 2], [-1, 0, 1, 2])
    assert hours.mended(given)["windspeed"].tolist() == [0, 1, 2]
