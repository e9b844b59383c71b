# exercise: 2.1.2
# verdict: wrong
# says: The signature's inputs are
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(train[FEATURES].to_numpy(), model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
