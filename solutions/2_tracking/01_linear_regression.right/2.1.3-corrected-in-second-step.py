# exercise: 2.1.3
with mlflow.start_run(run_id=run_id):
    # oops, these are the hours that it learned from
    mlflow.log_metrics(scores(train[TARGETS], model.predict(train[FEATURES])), step=0)

with mlflow.start_run(run_id=run_id):
    for name, value in scores(test[TARGETS].to_numpy(), predicted.to_numpy()).items():
        mlflow.log_metric(name, float(value), step=1, model_id=logged.model_id)
