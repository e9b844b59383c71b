# exercise: 3.3.3
# verdict: wrong
# says: is a part of scikit-learn's own
answer("3.3.3", "StandardScaler")
