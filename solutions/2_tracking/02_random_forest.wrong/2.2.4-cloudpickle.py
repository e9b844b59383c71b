# exercise: 2.2.4
# verdict: wrong
# says: The model is stored as cloudpickle
with mlflow.start_run(run_id=chosen):
    logged = mlflow.sklearn.log_model(
        forests[best],
        name="forest",
        signature=infer_signature(train[FEATURES], forests[best].predict(train[FEATURES])),
        serialization_format="cloudpickle",
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
    )
