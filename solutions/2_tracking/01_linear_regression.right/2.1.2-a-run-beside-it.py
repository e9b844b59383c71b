# exercise: 2.1.2
# The newest run with parameters is the one that counts.
with mlflow.start_run(run_name="a try"):
    mlflow.set_tag("note", "not this one")
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
with mlflow.start_run(run_name="another try"):
    pass
