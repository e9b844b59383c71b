# exercise: 2.4.3
# verdict: wrong
# says: history.png is an empty picture
with mlflow.start_run(run_id=search.info.run_id):
    mlflow.log_figure(plt.figure(), "history.png")
    mlflow.log_figure(importances, "importances.png")
    mlflow.log_figure(slices, "slice.png")
