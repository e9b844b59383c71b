# exercise: 2.4.3
# verdict: wrong
# says: importances.png holds what belongs in slice.png
with mlflow.start_run(run_id=search.info.run_id):
    mlflow.log_figure(history, "history.png")
    mlflow.log_figure(slices, "importances.png")
    mlflow.log_figure(importances, "slice.png")
