# exercise: 2.4.4
# verdict: wrong
# says: nested runs are tagged as the best
finished = mlflow.search_runs(experiment_names=[desk.experiment], filter_string=f"{children} and tags.pruned = 'False'")
for id in finished["run_id"]:
    mlflow.MlflowClient().set_tag(id, "best", "true")
