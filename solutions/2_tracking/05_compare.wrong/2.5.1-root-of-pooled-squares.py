# exercise: 2.5.1
# verdict: wrong
# says: but the run's own model is off by
from sklearn.metrics import mean_squared_error

linear = mlflow.pyfunc.load_model(f"models:/{model_id}")
linear_rmse = float(np.sqrt(mean_squared_error(test[TARGETS], linear.predict(test[FEATURES]))))
client.log_metric(linear_id, "rmse", linear_rmse)
