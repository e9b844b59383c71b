# exercise: 2.4.3
# verdict: wrong
# says: history.png and importances.png are one and the same picture
with mlflow.start_run(run_id=search.info.run_id):
    mlflow.log_figure(history, "history.png")
    mlflow.log_figure(history, "importances.png")
    mlflow.log_figure(history, "slice.png")
