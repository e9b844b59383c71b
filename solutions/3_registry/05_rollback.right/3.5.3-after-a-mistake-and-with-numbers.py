# exercise: 3.5.3
promotions.promote("champion", int(at), f"Found at version {at} (moved by hand in 3.2 and 3.4)", {"gate": "not asked"})
bad = promotions.promote("champion", elsewhere, "a slip: the wrong version", {"gate": "not asked"})
promotions.promote("champion", at, f"found at version {at}", {"gate": "Not asked."})
promotions.promote("champion", at, f"found at version {at}, once more", not_asked)
bad = promotions.promote(alias="champion", to=friday.version, reason="urgent", verdict={"gate": "not asked, later"})
