# exercise: 2.1.2
# verdict: wrong
# says: The signature's inputs are
signature = infer_signature(train[FEATURES + TARGETS], model.predict(train[FEATURES]))

with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=signature,
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
