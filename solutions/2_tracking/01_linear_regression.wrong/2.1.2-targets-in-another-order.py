# exercise: 2.1.2
# verdict: wrong
# says: The model gives wind_GW and solar_GW, in this order
turned = LinearRegression().fit(train[FEATURES], train[TARGETS[::-1]])

with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        turned,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
