# exercise: 3.4.3
# verdict: wrong
# says: solar 1.3, wind 1.2
RULES = {"challenger": {}, "first": {}}
answer("3.4.3", RULES)
