# exercise: 3.5.3
# verdict: wrong
# says: The second promotion goes to friday.version
promotions.promote("champion", at, f"found at version {at}: until now it was moved by hand", not_asked)
