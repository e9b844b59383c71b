# exercise: 2.1.2
# verdict: wrong
# says: has no logged model; the model, a newer run in the experiment 2.1-linear-regression, has.
with mlflow.start_run(run_name="the model"):
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
