# exercise: 3.1.4
# verdict: not attempted
# says: no other model than the candidate
for run in newest.values():
    mlflow.register_model(f"models:/{run.outputs.model_outputs[-1].model_id}", f"{MODEL}-{run.info.run_name.split()[0]}")
