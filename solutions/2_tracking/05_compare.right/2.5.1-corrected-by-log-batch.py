# exercise: 2.5.1
import time as clock

from mlflow.entities import Metric

linear = mlflow.pyfunc.load_model(f"models:/{model_id}")
result = scores(test[TARGETS], linear.predict(test[FEATURES]))
client.log_metric(linear_id, "rmse", result["r2"])  # oops, the wrong one

clock.sleep(0.1)
linear_rmse = float(result["rmse"])
client.log_batch(linear_id, metrics=[Metric("rmse", linear_rmse, int(clock.time() * 1000), 0)])
print(client.get_run(linear_id).data.metrics)
