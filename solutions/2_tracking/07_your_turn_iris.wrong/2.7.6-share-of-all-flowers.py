# exercise: 2.7.6
# verdict: wrong
# says: a model learns from 100 flowers
lead = leads.mean()
error = leads.std() * (1 / len(leads) + 50 / 150) ** 0.5
ahead = "logistic_regression" if lead > 0 else "tree"

better = ahead if abs(lead) > 2 * error else "neither"
answer("2.7.6", {"points": 2.0, "lead": round(lead, 2), "error": round(error, 2), "better": better})
