# exercise: 3.1.1
# verdict: wrong
# says: the candidate is the run
other = next(model for model in mlflow.search_logged_models(
    experiment_ids=[client.get_experiment_by_name(EXPERIMENTS[0]).experiment_id], output_format="list"))
version = mlflow.register_model(f"models:/{other.model_id}", MODEL)
