# exercise: 2.1.2
# How a model is stored is 2.2.4's matter.
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
        serialization_format="cloudpickle",
    )
