# exercise: 2.4.4
# verdict: not attempted
# says: a tag's value is compared letter for letter
finished = mlflow.search_runs(
    experiment_names=[desk.experiment],
    filter_string=f"{children} and tags.pruned = 'false'",
    order_by=["metrics.cv_rmse ASC"],
)
if len(finished):
    best = finished.iloc[0]
    mlflow.MlflowClient().set_tag(best["run_id"], "best", "true")
