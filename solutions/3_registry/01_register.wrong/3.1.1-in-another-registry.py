# exercise: 3.1.1
# verdict: not attempted
# says: does mlflow.get_registry_uri() name another server?
elsewhere = MlflowClient(registry_uri=f"sqlite:///{desk.work}/elsewhere.db")
elsewhere.create_registered_model(MODEL)
version = elsewhere.create_model_version(MODEL, client.get_logged_model(model_id).artifact_location)
