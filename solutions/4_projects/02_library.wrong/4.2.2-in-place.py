# exercise: 4.2.2
# verdict: wrong
# says: mended changed the table that it was given
def mended(hours):
    """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
    first = ~hours[TIME].duplicated()
    power = hours.loc[first, [TIME, *POWER]].copy()
    hours[TIME] = hours[TIME].dt.tz_localize(None) + pd.Timedelta(hours=1)
    hours[TIME] = hours[TIME].dt.tz_localize("Europe/Berlin", ambiguous=first.to_numpy()).dt.tz_convert("UTC")
    return joined(hours[[TIME, *WEATHER]], power)[hours.columns]
