# exercise: 3.5.3
# verdict: wrong
# says: found it there already
bad = promotions.promote("champion", friday.version, "newer weather, trained on Friday, urgent", not_asked)
promotions.promote("champion", friday.version, f"found at version {at}: until now it was moved by hand", not_asked)
bad = promotions.promote("champion", friday.version, "newer weather, trained on Friday, urgent", not_asked)
