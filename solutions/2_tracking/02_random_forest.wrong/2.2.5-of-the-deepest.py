# exercise: 2.2.5
# verdict: wrong
# says: take another amount
answer("2.2.5", round(table["MB"].iloc[-1], 1))
