# exercise: 3.3.3
# verdict: wrong
# says: nothing by the name of
loaded = pickle.loads(content)
answer("3.3.3", loaded[-1].fitted_on or "an empty name")
