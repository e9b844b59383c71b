# exercise: 3.5.3
# verdict: wrong
# says: No promotion before Friday's says that champion was found
promotions.promote("champion", at, f"found at version: until now it was moved by hand", not_asked)
bad = promotions.promote("champion", friday.version, "newer weather, trained on Friday, urgent", not_asked)
