# exercise: 1.1.1
# verdict: wrong
# says: The spread of R2 is not
r2 = [float(printed_by(code_of(name)).split("R2:")[1]) for name in NOTEBOOKS]
answer("1.1.1", {"agree": ["MAE"], "spread": round(max(r2) - min(r2), 3)})
