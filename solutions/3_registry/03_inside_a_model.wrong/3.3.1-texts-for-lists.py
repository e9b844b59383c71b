# exercise: 3.3.1
# verdict: wrong
# says: For linear regression you hand in 'skops'
answer("3.3.1", {"linear regression": "skops", "forest": "", "network": ""})
