# exercise: 4.2.2
def mended(hours):
    """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
    from datetime import timedelta

    import numpy as np

    first = ~hours[TIME].duplicated()
    before = hours[TIME] - timedelta(hours=1)
    summer = np.array([time.tz_convert("Europe/Berlin").dst() != timedelta(0) for time in before]) & first.to_numpy()
    found = hours[[TIME, *WEATHER]].copy()
    found.loc[summer, TIME] = before[summer]
    both = found.merge(hours[[TIME, *POWER]].drop_duplicates(TIME), on=TIME)
    return both.sort_values(TIME)[list(hours.columns)]
