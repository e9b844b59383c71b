# exercise: 3.5.4
from mlflow.entities import Metric

errors = {
    name: float(np.sqrt(np.mean((forecast(model, quarter)[:, 1] - quarter["wind_GW"]) ** 2)))
    for name, model in {"rmse_wind_before": earlier, "rmse_wind_after": fridays}.items()
}
client.log_batch(bad, metrics=[Metric(name, value, 0, 0) for name, value in errors.items()])
