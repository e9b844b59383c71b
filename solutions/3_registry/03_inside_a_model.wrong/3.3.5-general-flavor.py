# exercise: 3.3.5
# verdict: wrong
# says: stored by another flavor of MLflow


def predict(model_input):
    return neighbours.predict(model_input)


with mlflow.start_run(run_name="neighbours"):
    mlflow.pyfunc.log_model(name="model", python_model=predict, pip_requirements=["skops"])
