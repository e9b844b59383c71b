# exercise: 2.1.4
# verdict: wrong
# says: holds no picture, only week.html
with mlflow.start_run(run_id=run_id):
    mlflow.log_text("<p>A week of June 2014</p>", "week.html")
