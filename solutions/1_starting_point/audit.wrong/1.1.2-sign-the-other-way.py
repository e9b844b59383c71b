# exercise: 1.1.2
# verdict: wrong
# says: has the right size and the wrong sign
late_by = {season: -int(correlation[season].idxmax()) for season in ["summer", "winter"]}
answer("1.1.2", late_by)
