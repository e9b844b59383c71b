# exercise: 4.2.2
# verdict: wrong
# says: Of October's label that comes twice, each is an hour of its own
def mended(hours):
    """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
    once = hours.drop_duplicates(TIME)
    local = once[TIME].dt.tz_localize(None) + pd.Timedelta(hours=1)
    true = local.dt.tz_localize("Europe/Berlin", ambiguous=True).dt.tz_convert("UTC") if False else pd.Series(
        [time.tz_localize("Europe/Berlin", ambiguous=True).tz_convert("UTC") for time in local], index=once.index)
    return joined(once[[TIME, *WEATHER]].assign(**{TIME: true}), once[[TIME, *POWER]])[hours.columns]
