# exercise: 3.1.1
version = mlflow.register_model(f"models:/{model_id}", MODEL)
other = mlflow.search_logged_models(
    experiment_ids=[client.get_experiment_by_name(EXPERIMENTS[0]).experiment_id], output_format="list"
)[0]
mlflow.register_model(f"models:/{other.model_id}", MODEL)
