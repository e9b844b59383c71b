# exercise: 2.1.4
# verdict: wrong
# says: The newest run has a picture and no model
with mlflow.start_run(run_name="the picture"):
    mlflow.log_figure(figure, "week.png")
