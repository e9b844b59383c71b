# exercise: 2.2.4
# verdict: wrong
# says: was opened again and left with an error: its status is FAILED
try:
    with mlflow.start_run(run_id=chosen):
        mlflow.sklearn.log_model(forests[best], name="forest", skops_trusted_types=["Tree"], pip_requirements=["skops"])
except Exception as error:
    print(type(error).__name__)
