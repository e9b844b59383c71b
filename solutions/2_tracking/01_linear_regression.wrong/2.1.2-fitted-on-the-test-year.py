# exercise: 2.1.2
# verdict: wrong
# says: it was fitted on the test year
flattering = LinearRegression().fit(test[FEATURES], test[TARGETS])
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        flattering,
        name="model",
        signature=infer_signature(train[FEATURES], flattering.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
