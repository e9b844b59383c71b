# exercise: 3.5.3
# verdict: wrong
# says: nobody has asked the gate
promotions.promote("champion", at, f"found at version {at}: until now it was moved by hand", not_asked)
bad = promotions.promote("champion", friday.version, "newer weather, trained on Friday, urgent", {"gate": "passed"})
