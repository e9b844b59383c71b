# exercise: 3.1.1
try:
    client.create_registered_model(MODEL, tags={"desk": "power"})
except mlflow.exceptions.MlflowException:
    pass  # the name is there already
version = client.create_model_version(
    name=MODEL, source=f"models:/{model_id}", run_id=candidate.info.run_id, model_id=model_id
)
