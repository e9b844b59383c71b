# exercise: 3.1.4
# verdict: wrong
# says: registered more than once
for _ in range(2):
    for run in newest.values():
        mlflow.register_model(f"models:/{run.outputs.model_outputs[-1].model_id}", MODEL)
