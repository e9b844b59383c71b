# exercise: 3.1.5
found = {}
for each in client.search_model_versions(f"name = '{MODEL}'"):
    run = client.get_run(each.run_id)
    found[str(each.version)] = {"experiment": client.get_experiment(run.info.experiment_id).name,
                                "run": run.info.run_name, "train": int(run.data.params["train"]),
                                "rmse": run.data.metrics["rmse"]}
answer("3.1.5", found)
