# exercise: 2.7.6
# verdict: wrong
# says: one flower; of 50 that is more
lead = leads.mean()
error = leads.std() * (1 / len(leads) + 50 / 100) ** 0.5
answer("2.7.6", {"points": 1, "lead": lead, "error": error, "better": "neither"})
