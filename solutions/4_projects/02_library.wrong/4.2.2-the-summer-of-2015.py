# exercise: 4.2.2
# verdict: wrong
# says: In a spring of 2022
def mended(hours):
    """A table in which each hour has the weather of that hour: the weather's labels are an hour late in summer."""
    first = ~hours[TIME].duplicated()
    day = hours[TIME].dt.strftime("%m-%d %H:%M")
    late = (day >= "03-29 02:00") & (day <= "10-25 01:00") & first
    weather = hours[[TIME, *WEATHER]].assign(**{TIME: hours[TIME].where(~late, hours[TIME] - pd.Timedelta(hours=1))})
    return joined(weather.drop_duplicates(TIME), hours.loc[first, [TIME, *POWER]])[hours.columns]
