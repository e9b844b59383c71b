# exercise: 4.2.2
# verdict: wrong
# says: There the weather has not moved
def mended(hours):
    """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
    once = hours.drop_duplicates(TIME)
    return joined(once[[TIME, *WEATHER]], once[[TIME, *POWER]])[hours.columns]
