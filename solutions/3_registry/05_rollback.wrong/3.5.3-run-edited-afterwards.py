# exercise: 3.5.3
# verdict: wrong
# says: its line in promotions.jsonl says 'urgent'
promotions.promote("champion", at, f"found at version {at}: until now it was moved by hand", not_asked)
bad = promotions.promote("champion", friday.version, "urgent", not_asked)
client.set_tag(bad, "reason", "newer weather, tried for weeks")
