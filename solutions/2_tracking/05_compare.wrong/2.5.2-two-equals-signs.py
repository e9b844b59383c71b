# exercise: 2.5.2
# verdict: wrong
# says: Invalid comparator '=='
answer("2.5.2", "params.train == '2013' and params.test == '2014'")
