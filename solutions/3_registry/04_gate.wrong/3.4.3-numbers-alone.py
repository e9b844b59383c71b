# exercise: 3.4.3
# verdict: wrong
# says: It is a dictionary: metric
RULES = {"challenger": {"solar": 1.02, "wind": 1.02, "mean": 0.97, "size_mb": 20}, "first": {}}
answer("3.4.3", RULES)
