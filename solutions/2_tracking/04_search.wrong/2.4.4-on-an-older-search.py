# exercise: 2.4.4
# verdict: wrong
# says: which isn't a trial of the newest search
older = mlflow.MlflowClient().create_run(search.info.experiment_id, run_name="trial 2", tags={"mlflow.parentRunId": "0" * 32})
best = trials.iloc[0]
mlflow.MlflowClient().set_tag(older.info.run_id, "best", "true")
