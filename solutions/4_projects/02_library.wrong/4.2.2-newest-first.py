# exercise: 4.2.2
# verdict: wrong
# says: the rows aren't in order of time
def mended(hours):
    """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
    first = ~hours[TIME].duplicated()  # of October's label that comes twice, the first is summer time
    local = hours[TIME].dt.tz_localize(None) + pd.Timedelta(hours=1)
    true = local.dt.tz_localize("Europe/Berlin", ambiguous=first.to_numpy()).dt.tz_convert("UTC")
    weather = hours[[TIME, *WEATHER]].assign(**{TIME: true})
    return joined(weather, hours.loc[first, [TIME, *POWER]])[hours.columns].iloc[::-1]


