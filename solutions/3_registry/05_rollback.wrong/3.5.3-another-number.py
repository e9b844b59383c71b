# exercise: 3.5.3
# verdict: wrong
# says: The number in the reason is that of the version
promotions.promote("champion", at, f"found at version {friday.version}: until now it was moved by hand", not_asked)
bad = promotions.promote("champion", friday.version, "newer weather, trained on Friday, urgent", not_asked)
