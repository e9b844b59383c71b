# exercise: 2.3.4
# verdict: wrong
# says: The run network has no logged model
with mlflow.start_run(run_id=run_id):
    mlflow.log_params(by_hand)
    mlflow.log_metrics(scores(test[TARGETS], network.predict(x_test, verbose=0)))
