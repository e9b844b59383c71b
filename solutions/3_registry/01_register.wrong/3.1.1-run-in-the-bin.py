# exercise: 3.1.1
# verdict: wrong
# says: or the run is in MLflow's bin
version = mlflow.register_model(f"models:/{model_id}", MODEL)
client.delete_run(candidate.info.run_id)
