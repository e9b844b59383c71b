# exercise: 2.1.2
# verdict: wrong
# says: By its signature the model gives 1 number an hour
only_solar = LinearRegression().fit(train[FEATURES], train["solar_GW"])
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        only_solar,
        name="model",
        signature=infer_signature(train[FEATURES], only_solar.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
