# exercise: 3.1.1
# verdict: wrong
# says: has no version
client.create_registered_model(MODEL)
