# exercise: 4.5.5
# verdict: wrong
# says: Predictions are at the path /invocations
answer("4.5.5", {"reply": '{"detail":"Not Found"}', "status": "404"})
