# exercise: 3.4.1
def judge(name, version):
    alias = f"{MODEL}@champion" if name == "champion" else f"{MODEL}/{version.version}"
    model = mlflow.pyfunc.load_model(f"models:/{alias}")
    errors = root_mean_squared_error(quarter[TARGETS], forecast(model, quarter), multioutput="raw_values")
    size = round(model.metadata.model_size_bytes / 1e6, 2)
    result = {"rmse_solar": round(errors[0], 3), "rmse_wind": round(errors[1], 3), "size_mb": size}
    with mlflow.start_run(run_name=name, tags={"judge": "me"}):
        mlflow.log_params({"version": version.version, "train": version.tags.get("train"), "test": TEST, "hours": len(quarter)})
        mlflow.log_metrics(result | {"rmse": errors.mean()})
    return result


versions = {"champion": champion, "challenger": challenger, "too eager": too_eager}
judged = {name: judge(name, version) for name, version in reversed(versions.items())}
