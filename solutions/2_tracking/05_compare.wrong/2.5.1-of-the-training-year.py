# exercise: 2.5.1
# verdict: wrong
# says: That is the model's error on 2013
linear = mlflow.pyfunc.load_model(f"models:/{model_id}")
train = germany[time.year == 2013]
linear_rmse = scores(train[TARGETS], linear.predict(train[FEATURES]))["rmse"]
client.log_metric(linear_id, "rmse", linear_rmse)
