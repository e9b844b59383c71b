# exercise: 2.7.6
# verdict: wrong
# says: points is 5.00, and your splits give another number
lead = leads.mean()
error = leads.std() * (1 / len(leads) + 50 / 100) ** 0.5
answer("2.7.6", {"points": 5, "lead": lead, "error": error, "better": "neither"})
