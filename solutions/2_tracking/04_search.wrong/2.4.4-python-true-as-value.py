# exercise: 2.4.4
# verdict: wrong
# says: its tag best says 'True'; it should say 'true'
finished = mlflow.search_runs(
    experiment_names=[desk.experiment],
    filter_string=f"{children} and tags.pruned = 'False'",
    order_by=["metrics.cv_rmse ASC"],
)
best = finished.iloc[0]
mlflow.MlflowClient().set_tag(best["run_id"], "best", True)
