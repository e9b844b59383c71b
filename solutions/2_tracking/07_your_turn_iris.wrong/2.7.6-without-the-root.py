# exercise: 2.7.6
# verdict: wrong
# says: the error without the square root
lead = leads.mean()
error = leads.std() * (1 / len(leads) + 50 / 100) ** 0.5
answer("2.7.6", {"points": 2, "lead": lead, "error": leads.std() * (1 / len(leads) + 50 / 100), "better": "neither"})
