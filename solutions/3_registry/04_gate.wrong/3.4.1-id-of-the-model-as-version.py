# exercise: 3.4.1
# verdict: wrong
# says: has no such version
def judge(name, version):
    model = mlflow.pyfunc.load_model(f"models:/{MODEL}/{version.version}")
    solar, wind = root_mean_squared_error(quarter[TARGETS], forecast(model, quarter), multioutput="raw_values")
    result = {"rmse_solar": solar, "rmse_wind": wind, "size_mb": model.metadata.model_size_bytes / 1e6}
    with mlflow.start_run(run_name=name):
        mlflow.log_params({"version": version.source, "train": version.tags.get("train"), "test": TEST})
        mlflow.log_metrics(result)
    return result


versions = {"champion": champion, "challenger": challenger, "too eager": too_eager}
judged = {name: judge(name, version) for name, version in versions.items()}
