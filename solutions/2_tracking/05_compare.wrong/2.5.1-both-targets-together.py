# exercise: 2.5.1
# verdict: wrong
# says: over the values of both targets together
linear = mlflow.pyfunc.load_model(f"models:/{model_id}")
linear_rmse = np.sqrt(np.mean((test[TARGETS].to_numpy() - np.asarray(linear.predict(test[FEATURES]))) ** 2))
client.log_metric(linear_id, "rmse", linear_rmse)
