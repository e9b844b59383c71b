# exercise: 3.1.1
client.create_registered_model(MODEL, description="to be written")
version = client.create_model_version(MODEL, f"models:/{model_id}", model_id=model_id, tags={"kind": "unknown"})
