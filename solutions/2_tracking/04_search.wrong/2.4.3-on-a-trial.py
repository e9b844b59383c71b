# exercise: 2.4.3
# verdict: wrong
# says: The pictures are on trial 3, a single trial
best = mlflow.search_runs(experiment_names=[desk.experiment], filter_string="attributes.run_name = 'trial 3'").iloc[0]
with mlflow.start_run(run_id=best["run_id"]):
    mlflow.log_figure(history, "history.png")
    mlflow.log_figure(importances, "importances.png")
    mlflow.log_figure(slices, "slice.png")
