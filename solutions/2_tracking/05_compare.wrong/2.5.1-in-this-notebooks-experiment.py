# exercise: 2.5.1
# verdict: wrong
# says: a run without a model in the experiment 2.5-compare
linear = mlflow.pyfunc.load_model(f"models:/{model_id}")
linear_rmse = scores(test[TARGETS], linear.predict(test[FEATURES]))["rmse"]
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="rmse of the linear regression"):
    mlflow.log_metric("rmse", linear_rmse)
