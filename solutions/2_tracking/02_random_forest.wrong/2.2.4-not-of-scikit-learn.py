# exercise: 2.2.4
# verdict: wrong
# says: something that is not of scikit-learn
with mlflow.start_run(run_id=chosen):
    logged = mlflow.pyfunc.log_model(name="forest", python_model=forests[best].predict, pip_requirements=["skops"])
