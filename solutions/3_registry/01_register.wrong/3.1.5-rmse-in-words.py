# exercise: 3.1.5
# verdict: wrong
# says: is not a number
found = {}
for each in client.search_model_versions(f"name = '{MODEL}'"):
    run = client.get_run(each.run_id)
    found[str(each.version)] = {"experiment": client.get_experiment(run.info.experiment_id).name,
                                "run": run.info.run_name,
                                "train": run.data.params["train"], "rmse": f"{run.data.metrics['rmse']:.2f} GW"}
answer("3.1.5", found)
