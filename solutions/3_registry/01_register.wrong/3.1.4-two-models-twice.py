# exercise: 3.1.4
# verdict: wrong
# says: ; that of
for run in [*newest.values()] + [*newest.values()][:2]:
    mlflow.register_model(f"models:/{run.outputs.model_outputs[-1].model_id}", MODEL)
