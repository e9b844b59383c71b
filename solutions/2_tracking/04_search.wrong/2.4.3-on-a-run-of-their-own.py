# exercise: 2.4.3
# verdict: wrong
# says: has no picture; pictures, a newer run in the experiment 2.4-search, has
with mlflow.start_run(run_name="pictures"):
    mlflow.log_figure(history, "history.png")
    mlflow.log_figure(importances, "importances.png")
    mlflow.log_figure(slices, "slice.png")
