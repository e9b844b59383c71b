# exercise: 2.4.4
# verdict: wrong
# says: has the tag 'Best', and no trial has the tag best
finished = mlflow.search_runs(
    experiment_names=[desk.experiment],
    filter_string=f"{children} and tags.pruned = 'False'",
    order_by=["metrics.cv_rmse ASC"],
)
best = finished.iloc[0]
mlflow.MlflowClient().set_tag(best["run_id"], "Best", "true")
