# exercise: 2.1.3
# verdict: wrong
# says: That is the model's score on 2013, the year it was fitted on
with mlflow.start_run(run_id=run_id):
    mlflow.log_metrics(scores(train[TARGETS], model.predict(train[FEATURES])))
