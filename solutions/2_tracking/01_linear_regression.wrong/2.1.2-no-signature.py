# exercise: 2.1.2
# verdict: wrong
# says: logged without a signature
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        model, name="model", pip_requirements=[f"scikit-learn=={sklearn.__version__}"]
    )
