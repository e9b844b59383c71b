# exercise: 2.4.4
# verdict: wrong
# says: and was pruned: its mean is over its first folds only
mlflow.MlflowClient().set_tag(trials.iloc[0]["run_id"], "best", "true")
