# exercise: 2.7.6
# verdict: wrong
# says: one flower, not its share of 50 in percent
lead = leads.mean()
error = leads.std() * (1 / len(leads) + 50 / 100) ** 0.5
answer("2.7.6", {"points": 1, "lead": lead, "error": error, "better": "neither"})
