# exercise: 3.3.1
for uri in models.values():
    for _ in range(3):
        mlflow.register_model(client.get_model_version(MODEL, uri.rpartition("/")[2]).source, MODEL)
answer("3.3.1", {"linear regression": ["skops"], "forest": [], "network": []})
