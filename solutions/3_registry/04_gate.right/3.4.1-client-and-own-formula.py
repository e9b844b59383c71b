# exercise: 3.4.1
def judge(name, version):
    model = mlflow.pyfunc.load_model(f"models:/{MODEL}/{version.version}")
    off = forecast(model, quarter) - quarter[TARGETS].to_numpy()
    solar, wind = np.sqrt((off**2).mean(axis=0))
    result = {"rmse_solar": solar, "rmse_wind": wind, "size_mb": model.metadata.model_size_bytes / 1e6}
    run = client.create_run(client.get_experiment_by_name(desk.experiment).experiment_id, run_name=name)
    for parameter, value in {"version": version.version, "train": version.tags.get("train"), "test": TEST}.items():
        client.log_param(run.info.run_id, parameter, value)
    for metric, value in result.items():
        client.log_metric(run.info.run_id, metric, value)
    client.set_terminated(run.info.run_id)
    return result


versions = {"champion": champion, "challenger": challenger, "too eager": too_eager}
judged = {name: judge(name, version) for name, version in versions.items()}
