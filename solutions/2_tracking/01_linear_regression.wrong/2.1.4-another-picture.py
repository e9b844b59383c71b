# exercise: 2.1.4
# verdict: wrong
# says: holds june.png and no week.png
with mlflow.start_run(run_id=run_id):
    mlflow.log_figure(figure, "june.png")
