# exercise: 4.2.3
# verdict: wrong
# says: No test looks at
def test_another():
    assert len(hours.joined(table([], ["temperature"]), table([], ["wind_GW"]))) == 0
