# exercise: 2.4.4
best = trials[trials["tags.pruned"] == "False"].iloc[0]
with mlflow.start_run(run_id=best["run_id"]):
    mlflow.set_tags({"best": "true", "checked": "yes"})
