# exercise: 2.7.6
# verdict: wrong
# says: which is not a number
lead = leads.mean()
error = leads.std() * (1 / len(leads) + 50 / 100) ** 0.5
answer("2.7.6", {"points": "two", "lead": lead, "error": error, "better": "neither"})
