# exercise: 4.2.2
# verdict: wrong
# says: There it moved where it shouldn't
def mended(hours):
    """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
    first = ~hours[TIME].duplicated()
    weather = hours.loc[first, [TIME, *WEATHER]]
    weather[TIME] = weather[TIME] - pd.Timedelta(hours=1)
    return joined(weather, hours.loc[first, [TIME, *POWER]])[hours.columns]
