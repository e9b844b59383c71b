# exercise: 2.7.6
# verdict: wrong
# says: What share of 50 flowers is one, in percent?
lead = leads.mean()
error = leads.std() * (1 / len(leads) + 50 / 100) ** 0.5
answer("2.7.6", {"points": 5, "lead": lead, "error": error, "better": "neither"})
