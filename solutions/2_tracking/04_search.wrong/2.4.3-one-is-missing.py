# exercise: 2.4.3
# verdict: wrong
# says: lacks slice.png
with mlflow.start_run(run_id=search.info.run_id):
    mlflow.log_figure(history, "history.png")
    mlflow.log_figure(importances, "importances.png")
