# exercise: 3.1.1
# verdict: wrong
# says: Write MODEL without quotes
version = mlflow.register_model(f"models:/{model_id}", "MODEL")
