# exercise: 3.1.1
first = mlflow.register_model(f"models:/{model_id}", "drafts")
version = client.copy_model_version(f"models:/drafts/{first.version}", MODEL)
