# exercise: 2.7.6
# verdict: wrong
# says: : points
lead = leads.mean()
error = leads.std() * (1 / len(leads) + 50 / 100) ** 0.5
answer("2.7.6", {"points": 2, "lead": 100 * lead / 50, "error": error, "better": "neither"})
