# exercise: 3.2.5
# verdict: wrong
# says: is no list of version numbers
answer("3.2.5", list(client.get_registered_model(MODEL).aliases))
