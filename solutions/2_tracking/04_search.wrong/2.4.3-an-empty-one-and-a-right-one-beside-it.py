# exercise: 2.4.3
# verdict: wrong
# says: The check looks at this picture only, not at 'history2.png'
with mlflow.start_run(run_id=search.info.run_id):
    mlflow.log_figure(plt.figure(), "history.png")
    mlflow.log_figure(importances, "importances.png")
    mlflow.log_figure(slices, "slice.png")
    mlflow.log_figure(history, "history2.png")  # the first one was empty
