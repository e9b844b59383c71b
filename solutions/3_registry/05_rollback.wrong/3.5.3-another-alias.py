# exercise: 3.5.3
# verdict: wrong
# says: which is Friday's; the newest moves it to
promotions.promote("champion", at, f"found at version {at}: until now it was moved by hand", not_asked)
bad = promotions.promote("rehearsal", friday.version, "newer weather, trained on Friday, urgent", not_asked)
