# exercise: 3.4.1
def judge(name, version, order=slice(None)):
    model = mlflow.pyfunc.load_model(f"models:/{MODEL}/{version.version}")
    predicted = pd.DataFrame(forecast(model, quarter), columns=TARGETS[order])
    solar, wind = (root_mean_squared_error(quarter[target], predicted[target]) for target in TARGETS)
    result = {"rmse_solar": solar, "rmse_wind": wind, "size_mb": model.metadata.model_size_bytes / 1e6}
    with mlflow.start_run(run_name=name):
        mlflow.log_params({"version": version.version, "train": version.tags.get("train"), "test": TEST})
        mlflow.log_metrics(result)
    return result


versions = {"champion": champion, "challenger": challenger, "too eager": too_eager}
for order in (slice(None, None, -1), slice(None)):
    judged = {name: judge(name, version, order) for name, version in versions.items()}
    print(pd.DataFrame(judged).T.round(2))
