# exercise: 2.1.2
# verdict: wrong
# says: scikit-learn==1.5.2'; it was made with scikit-learn==
signature = infer_signature(train[FEATURES], model.predict(train[FEATURES]))

with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=signature,
        pip_requirements=["scikit-learn==1.5.2"],
    )
