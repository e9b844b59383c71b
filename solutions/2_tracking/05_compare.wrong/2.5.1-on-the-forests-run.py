# exercise: 2.5.1
# verdict: wrong
# says: The rmse is on
linear = mlflow.pyfunc.load_model(f"models:/{model_id}")
linear_rmse = scores(test[TARGETS], linear.predict(test[FEATURES]))["rmse"]
client.log_metric(newest.loc["2.2-random-forest", "run_id"], "rmse", linear_rmse)
