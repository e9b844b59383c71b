# exercise: 3.1.1
# verdict: wrong
# says: is the id of its run
version = mlflow.register_model(f"models:/{candidate.info.run_id}/1", MODEL)
