# exercise: 1.1.5
# verdict: wrong
# says: model_linreg prints the same each time
answer("1.1.5", {name: "model" for name in NOTEBOOKS})
