# exercise: 3.3.3
# verdict: wrong
# says: nothing by the name of
answer("3.3.3", "fitted_on")
