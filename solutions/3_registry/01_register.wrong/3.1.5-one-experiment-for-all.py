# exercise: 3.1.5
# verdict: wrong
# says: experiment is
found = {}
for each in client.search_model_versions(f"name = '{MODEL}'"):
    run = client.get_run(each.run_id)
    if "rmse" not in run.data.metrics:
        continue
    found[str(each.version)] = {
        "experiment": client.get_experiment(candidate.info.experiment_id).name,
        "run": run.info.run_name,
        "train": run.data.params["train"],
        "rmse": round(run.data.metrics["rmse"], 2),
    }
answer("3.1.5", found)
