# exercise: 2.5.1
# verdict: wrong
# says: a run without a model
linear = mlflow.pyfunc.load_model(f"models:/{model_id}")
linear_rmse = scores(test[TARGETS], linear.predict(test[FEATURES]))["rmse"]
mlflow.set_experiment("2.1-linear-regression")
with mlflow.start_run(run_name="rmse"):
    mlflow.log_metric("rmse", linear_rmse)
