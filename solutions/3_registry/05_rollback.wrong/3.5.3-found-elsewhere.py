# exercise: 3.5.3
# verdict: wrong
# says: moved champion there from
promotions.promote("champion", elsewhere, f"found at version {elsewhere}: until now it was moved by hand", not_asked)
bad = promotions.promote("champion", friday.version, "newer weather, trained on Friday, urgent", not_asked)
