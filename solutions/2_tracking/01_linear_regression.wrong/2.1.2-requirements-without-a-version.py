# exercise: 2.1.2
# verdict: wrong
# says: scikit-learn'; it was made with scikit-learn==
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=["scikit-learn"],
    )
