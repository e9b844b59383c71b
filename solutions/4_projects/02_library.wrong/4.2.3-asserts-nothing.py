# exercise: 4.2.3
# verdict: wrong
# says: Your tests assert nothing
def test_all():
    times = every_hour("2014-06-30 20:00", 9)
    hours.gaps(table(times, []))
    hours.split(table(times, []), "2014-07-01")
    hours.mended(table(times, hours.POWER + hours.WEATHER))
