# exercise: 3.1.1
# verdict: wrong
# says: is registered under the name 'germany'
try:
    mlflow.register_model(f"models:/{candidate.info.run_id}/1", MODEL)
except mlflow.MlflowException:
    version = mlflow.register_model(f"models:/{model_id}", "germany")
