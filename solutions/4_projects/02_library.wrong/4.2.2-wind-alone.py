# exercise: 4.2.2
# verdict: wrong
# says: All four columns of the weather move together
def mended(hours):
    """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
    first = ~hours[TIME].duplicated()
    local = hours[TIME].dt.tz_localize(None) + pd.Timedelta(hours=1)
    true = local.dt.tz_localize("Europe/Berlin", ambiguous=first.to_numpy()).dt.tz_convert("UTC")
    wind = hours[[TIME, "windspeed"]].assign(**{TIME: true})
    return joined(wind, hours[first].drop(columns="windspeed"))[hours.columns]
