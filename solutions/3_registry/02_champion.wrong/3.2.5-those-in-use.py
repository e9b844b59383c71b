# exercise: 3.2.5
# verdict: wrong
# says: You list those that an alias points to
answer("3.2.5", list(client.get_registered_model(MODEL).aliases.values()))
