# exercise: 3.1.5
found = {}
for each in client.search_model_versions(f"name = '{MODEL}'", order_by=["version_number ASC"]):
    logged = client.get_logged_model(each.source.removeprefix("models:/"))
    run = client.get_run(logged.source_run_id)
    found[int(each.version)] = {"rmse": round(run.data.metrics["rmse"], 3), "train": run.data.params["train"],
                                "run": run.data.tags["mlflow.runName"],
                                "experiment": mlflow.get_experiment(logged.experiment_id).name}
answer("3.1.5", found)
