# exercise: 2.1.2
# verdict: wrong
# says: By its signature the model gives 4 numbers an hour
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(train[FEATURES], test[FEATURES]),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
