# exercise: 3.5.4
mlflow.set_experiment("promotions")
truth = quarter["wind_GW"]
with mlflow.start_run(run_id=bad):
    for name, model in (("before", earlier), ("after", fridays)):
        mlflow.log_metric(f"rmse_wind_{name}", round(root_mean_squared_error(truth, forecast(model, quarter)[:, 1]), 4))
