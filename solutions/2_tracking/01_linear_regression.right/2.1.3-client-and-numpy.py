# exercise: 2.1.3
import numpy as np
from mlflow import MlflowClient

client = MlflowClient()
truth = test[TARGETS].to_numpy()
guess = np.asarray(mlflow.pyfunc.load_model(logged.model_uri).predict(test[FEATURES]))
each = 1 - ((truth - guess) ** 2).sum(axis=0) / ((truth - truth.mean(axis=0)) ** 2).sum(axis=0)

client.log_metric(run_id, "r2_wind", float(each[1]))
client.log_metric(run_id, "r2_solar", float(each[0]))
client.log_metric(run_id, "r2", float(np.mean(each)))
client.log_metric(run_id, "rmse_GW", float(np.sqrt(((truth - guess) ** 2).mean())))
client.log_metric(run_id, "mae_GW", float(np.abs(truth - guess).mean()))
