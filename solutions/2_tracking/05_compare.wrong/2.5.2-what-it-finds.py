# exercise: 2.5.2
# verdict: wrong
# says: is no filter
found = mlflow.search_runs(experiment_names=EXPERIMENTS, filter_string=f"metrics.rmse < {linear_rmse - 0.02:.3f}")
answer("2.5.2", found["tags.mlflow.runName"].to_list())
