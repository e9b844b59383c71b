# exercise: 2.1.2
# verdict: wrong
# says: The newest run has a model and no parameters
with mlflow.start_run(run_name="the model"):
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
