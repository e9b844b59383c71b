# exercise: 2.1.2
# verdict: wrong
# says: isn't the least-squares fit to the hours of 2013
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        model,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
newer = LinearRegression().fit(germany[FEATURES], germany[TARGETS])
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        newer,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
