# exercise: 2.4.4
# verdict: wrong
# says: The tag best is on the run search itself
mlflow.MlflowClient().set_tag(search.info.run_id, "best", "true")
