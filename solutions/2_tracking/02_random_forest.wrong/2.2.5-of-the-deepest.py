# exercise: 2.2.5
# verdict: wrong
# says: have another size
answer("2.2.5", round(table["MB"].iloc[-1], 1))
