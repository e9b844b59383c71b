# exercise: 1.1.5
# verdict: wrong
# says: Name one cause for each notebook
printed = {name: run_twice(name) for name in NOTEBOOKS}
for name in NOTEBOOKS:
    print(name, *printed[name], sep="\n  ")

answer("1.1.5", {"model_rf": "model", "model_keras": ["split", "model"]})
