# exercise: 3.3.5
# verdict: wrong
# says: has the status FAILED
try:
    with mlflow.start_run(run_name="neighbours"):
        mlflow.sklearn.log_model(
            neighbours,
            name="model",
            pip_requirements=["skops"],
        )
except Exception as error:
    print(type(error).__name__)
