# exercise: 2.5.1
# verdict: wrong
# says: That is the model's R²
linear = mlflow.pyfunc.load_model(f"models:/{model_id}")
linear_rmse = scores(test[TARGETS], linear.predict(test[FEATURES]))["r2"]
client.log_metric(linear_id, "rmse", linear_rmse)
