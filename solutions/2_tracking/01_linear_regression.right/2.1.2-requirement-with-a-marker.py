# exercise: 2.1.2
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f'scikit-learn=={sklearn.__version__}; python_version >= "3.8"', "pandas"],
    )
