# exercise: 3.1.1
# verdict: not attempted
# says: was it deleted since
version = mlflow.register_model(f"models:/{model_id}", MODEL)
client.delete_registered_model(MODEL)
