# exercise: 3.4.1
# verdict: wrong
# says: Compare quarter[TARGETS] with forecast(model, quarter)
def judge(name, version):
    model = mlflow.pyfunc.load_model(f"models:/{MODEL}/{version.version}")
    by_month = [
        root_mean_squared_error(month[TARGETS], forecast(model, month), multioutput="raw_values")
        for _, month in quarter.groupby(quarter["utc_timestamp"].dt.month)
    ]
    solar, wind = np.mean(by_month, axis=0)
    result = {"rmse_solar": solar, "rmse_wind": wind, "size_mb": model.metadata.model_size_bytes / 1e6}
    with mlflow.start_run(run_name=name):
        mlflow.log_params({"version": version.version, "train": version.tags.get("train"), "test": TEST})
        mlflow.log_metrics(result)
    return result


versions = {"champion": champion, "challenger": challenger, "too eager": too_eager}
judged = {name: judge(name, version) for name, version in versions.items()}
print(pd.DataFrame(judged).T.round(2))
