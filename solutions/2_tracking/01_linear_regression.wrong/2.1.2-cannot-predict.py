# exercise: 2.1.2
# verdict: crashed
# says: can't predict from windspeed, temperature, rad_horizontal, rad_diffuse
unfitted = LinearRegression()
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        unfitted,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
