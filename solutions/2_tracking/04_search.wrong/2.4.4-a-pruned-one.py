# exercise: 2.4.4
# verdict: wrong
# says: but was pruned: its mean covers only its first folds
mlflow.MlflowClient().set_tag(trials.iloc[0]["run_id"], "best", "true")
