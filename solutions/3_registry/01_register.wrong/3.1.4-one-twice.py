# exercise: 3.1.4
# verdict: wrong
# says: Delete the surplus, `for number in [
for run in newest.values():
    last = run.outputs.model_outputs[-1].model_id
    mlflow.register_model(f"models:/{last}", MODEL)
mlflow.register_model(f"models:/{last}", MODEL)
