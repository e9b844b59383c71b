# exercise: 4.2.2
# verdict: wrong
# says: There it moved the wrong way
def mended(hours):
    """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
    first = ~hours[TIME].duplicated()
    local = hours[TIME].dt.tz_localize(None) + pd.Timedelta(hours=1)
    late = hours[TIME] - local.dt.tz_localize("Europe/Berlin", ambiguous=first.to_numpy()).dt.tz_convert("UTC")
    weather = hours[[TIME, *WEATHER]].assign(**{TIME: hours[TIME] + late}).drop_duplicates(TIME)
    return joined(weather, hours.loc[first, [TIME, *POWER]])[hours.columns]
