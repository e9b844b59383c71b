# exercise: 4.2.2
# verdict: wrong
# says: Has your rule the beginning and the end of every summer?
def mended(hours):
    """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
    late = hours[TIME].dt.month.between(4, 10)
    weather = hours[[TIME, *WEATHER]].assign(**{TIME: hours[TIME].where(~late, hours[TIME] - pd.Timedelta(hours=1))})
    return joined(weather.drop_duplicates(TIME), hours[[TIME, *POWER]].drop_duplicates(TIME))[hours.columns]
