# exercise: 3.1.1
# verdict: wrong
# says: upper and lower case
version = mlflow.register_model(f"models:/{model_id}", "Germany Power")
