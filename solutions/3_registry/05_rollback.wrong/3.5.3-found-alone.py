# exercise: 3.5.3
# verdict: wrong
# says: The second promotion goes to friday.version
not_asked = {"gate": "not asked"}
promotions.promote("champion", at, f"found at version {at}: until now it was moved by hand", not_asked)
