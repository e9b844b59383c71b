# exercise: 4.2.3
# verdict: wrong
# says: No weather has the label 01:00
def test_joined_sorts_and_refuses_an_hour_that_comes_twice():
    times = list(every_hour("2014-07-01", 3))
    once, power = table(times, ["temperature"]), table(times, ["wind_GW"])
    assert list(hours.joined(once[::-1], power)["wind_GW"]) == [0, 1, 2]
    twice = [table([*times, times[0]], [name]) for name in ("temperature", "wind_GW")]
    for tables in ((once, twice[1]), (twice[0], power)):
        with pytest.raises(ValueError):
            hours.joined(*tables)


def test_gaps_and_split():
    times = every_hour("2014-06-30 20:00", 9)
    assert hours.gaps(table(times[[0, 1, 4, 5, 7, 8]], [])) == list(times[[2, 3, 6]])
    assert [len(part) for part in hours.split(table(times, []), "2014-07-01")] == [4, 5]


@pytest.mark.parametrize("labels, rows", [
    ("2014-01-31 22:00, 2014-01-31 23:00", [(0, 0), (1, 1)]),
    ("2014-03-30 01:00, 2014-03-30 02:00, 2014-03-30 03:00", [(0, 0), (1, 2)]),
    ("2014-10-26 00:00, 2014-10-26 01:00, 2014-10-26 01:00, 2014-10-26 02:00", [(0, 1), (1, 2), (3, 3)]),
])
def test_mended_has_power_and_weather_of_these_rows(labels, rows):
    given, same = (table(labels.split(", "), hours.POWER + hours.WEATHER) for _ in range(2))
    found = hours.mended(given)
    expected = [(same[hours.TIME][power], power, weather) for power, weather in rows]
    assert list(zip(found[hours.TIME], found["wind_GW"], found["windspeed"])) == expected
    assert given.equals(same)


