# exercise: 4.5.5
# verdict: wrong
# says: is no reply with a prediction
answer("4.5.5", dict(zip(("reply", "status"), ask("http://127.0.0.1:9/invocations", "application/json", "{}"))))
