# exercise: 2.5.1
# verdict: wrong
# says: rmse is logged as
from sklearn.metrics import mean_squared_error

linear = mlflow.pyfunc.load_model(f"models:/{model_id}")
linear_rmse = np.sqrt(mean_squared_error(test[TARGETS], linear.predict(test[FEATURES])))
client.log_metric(linear_id, "rmse", linear_rmse)
