# exercise: 2.1.4
# verdict: wrong
# says: week.png is no picture that can be opened
with mlflow.start_run(run_id=run_id):
    mlflow.log_text(str(figure), "week.png")
