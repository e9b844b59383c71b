# exercise: 2.4.4
# verdict: wrong
# says: 2 nested runs are tagged as the best
client = mlflow.MlflowClient()
client.set_tag(trials.iloc[0]["run_id"], "best", "true")

finished = mlflow.search_runs(
    experiment_names=[desk.experiment],
    filter_string=f"{children} and tags.pruned = 'False'",
    order_by=["metrics.cv_rmse ASC"],
)
best = finished.iloc[0]
client.set_tag(best["run_id"], "best", "true")
