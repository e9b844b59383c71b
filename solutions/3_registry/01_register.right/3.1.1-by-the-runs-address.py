# exercise: 3.1.1
version = mlflow.register_model(f"runs:/{candidate.info.run_id}/model", MODEL)
