# exercise: 2.4.3
# verdict: wrong
# says: slice.png is no picture that can be opened
with mlflow.start_run(run_id=search.info.run_id):
    mlflow.log_figure(history, "history.png")
    mlflow.log_figure(importances, "importances.png")
    mlflow.log_text(str(slices), "slice.png")
