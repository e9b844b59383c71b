# exercise: 3.4.1
# verdict: wrong
# says: Compare quarter[TARGETS] with forecast(model, quarter)
def judge(name, version):
    hours = pd.read_csv(desk.data, parse_dates=["utc_timestamp"])
    hours = hours[hours["utc_timestamp"].dt.year == 2014]
    model = mlflow.pyfunc.load_model(f"models:/{MODEL}/{version.version}")
    solar, wind = root_mean_squared_error(hours[TARGETS], forecast(model, hours), multioutput="raw_values")
    result = {"rmse_solar": solar, "rmse_wind": wind, "size_mb": model.metadata.model_size_bytes / 1e6}
    with mlflow.start_run(run_name=name):
        mlflow.log_params({"version": version.version, "train": version.tags.get("train"), "test": TEST})
        mlflow.log_metrics(result)
    return result


versions = {"champion": champion, "challenger": challenger, "too eager": too_eager}
judged = {name: judge(name, version) for name, version in versions.items()}
