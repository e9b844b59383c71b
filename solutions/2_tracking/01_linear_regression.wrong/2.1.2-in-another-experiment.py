# exercise: 2.1.2
# verdict: wrong
# says: a newer run in the experiment my models, has
mlflow.set_experiment("my models")
with mlflow.start_run(run_name="the model"):
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
mlflow.set_experiment(desk.experiment)
