# exercise: 2.2.4
# verdict: wrong
# says: stored by another flavor of MLflow
with mlflow.start_run(run_id=chosen):
    logged = mlflow.pyfunc.log_model(name="forest", python_model=forests[best].predict, pip_requirements=["skops"])
