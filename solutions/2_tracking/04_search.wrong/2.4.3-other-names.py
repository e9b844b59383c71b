# exercise: 2.4.3
# verdict: wrong
# says: lacks history.png, importances.png, slice.png; it holds optimization_history.png
with mlflow.start_run(run_id=search.info.run_id):
    mlflow.log_figure(history, "optimization_history.png")
