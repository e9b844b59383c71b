# exercise: 3.2.5
# verdict: wrong
# says: the alias champion points to it
answer("3.2.5", list(client.get_registered_model(MODEL).aliases.values()))
