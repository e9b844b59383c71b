# exercise: 1.1.4
def percent_above(features):
    """By how many percent the error of left-out months is above the shuffled one."""
    by_hour = error_of(features, KFold(n_splits=5, shuffle=True, random_state=0))
    by_month = error_of(features, GroupKFold(n_splits=5), groups=months)
    return np.float64((by_month - by_hour) / by_hour * 100)


above = {"calendar": percent_above([*CALENDAR, *WEATHER]), "weather": percent_above(WEATHER)}
print(above)
answer("1.1.4", above)
