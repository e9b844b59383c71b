# exercise: 4.2.3
# verdict: wrong
# says: mended and winter
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


def test_mended():
    times = every_hour("2014-07-01 10:00", 3)
    found = hours.mended(table(times, hours.POWER + hours.WEATHER))
    assert list(found[hours.TIME]) == list(times[:2])
    assert list(zip(found["wind_GW"], found["windspeed"])) == [(0, 1), (1, 2)]
