# exercise: 2.5.1
# verdict: wrong
# says: has no metric rmse, but RMSE
linear = mlflow.pyfunc.load_model(f"models:/{model_id}")
linear_rmse = scores(test[TARGETS], linear.predict(test[FEATURES]))["rmse"]
client.log_metric(linear_id, "RMSE", linear_rmse)
