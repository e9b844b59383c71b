# exercise: 3.4.1
def judge(name, version):
    number = str(version.version)
    model = mlflow.pyfunc.load_model(f"models:/{MODEL}/{number}")
    squares, hours_seen = np.zeros(2), 0
    for path in desk.arrived:
        month = pd.read_csv(path)
        squares += ((forecast(model, month) - month[TARGETS].to_numpy()) ** 2).sum(axis=0)
        hours_seen += len(month)
    result = dict(zip(("rmse_solar", "rmse_wind"), (squares / hours_seen) ** 0.5))
    result["size_mb"] = model.metadata.model_size_bytes / 1_000_000
    run = mlflow.start_run(run_name=name, tags={"judge": "3.4"})
    for metric, value in result.items():
        mlflow.log_metric(metric, value)
    mlflow.log_metric("hours", hours_seen)
    mlflow.log_param("test", "2015-01..2015-03")
    mlflow.log_param("train", client.get_model_version(MODEL, number).tags["train"])
    mlflow.log_param("version", number)
    mlflow.end_run()
    return result


versions = {"too eager": too_eager, "challenger": challenger, "champion": champion}
judged = {}
for name in versions:
    judged[name] = judge(name, versions[name])
