# exercise: 3.5.3
promotions.promote("champion", int(at), f"Found at version {at} (moved by hand in 3.2 and 3.4)", {"gate": "not asked"})
bad = promotions.promote("champion", elsewhere, "a slip: the wrong version", {"gate": "not asked"})
promotions.promote("champion", at, f"found at version {at}", {})
promotions.promote("champion", at, f"found at version {at}, once more", {})
bad = promotions.promote(alias="champion", to=friday.version, reason="urgent", verdict={"gate": "later"})
