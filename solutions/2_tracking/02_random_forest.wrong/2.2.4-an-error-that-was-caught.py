# exercise: 2.2.4
# verdict: wrong
# says: was never stored to the end
with mlflow.start_run(run_id=chosen):
    try:
        mlflow.sklearn.log_model(forests[best], name="forest", skops_trusted_types=["Tree"], pip_requirements=["skops"])
    except Exception as error:
        print(type(error).__name__)
