# exercise: 2.5.1
# verdict: wrong
# says: in the experiment scores
linear = mlflow.pyfunc.load_model(f"models:/{model_id}")
linear_rmse = scores(test[TARGETS], linear.predict(test[FEATURES]))["rmse"]
mlflow.set_experiment("scores")
with mlflow.start_run(run_name="linear"):
    mlflow.log_metric("rmse", round(linear_rmse, 2))
