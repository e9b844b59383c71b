# exercise: 3.1.1
for _ in range(5):
    version = mlflow.register_model(f"models:/{model_id}", MODEL)
