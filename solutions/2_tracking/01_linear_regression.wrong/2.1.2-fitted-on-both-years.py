# exercise: 2.1.2
# verdict: wrong
# says: Fit a LinearRegression on all hours of 2013, no others
flattering = LinearRegression().fit(germany[FEATURES], germany[TARGETS])
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        flattering,
        name="model",
        signature=infer_signature(train[FEATURES], flattering.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
