# exercise: 2.5.2
# verdict: wrong
# says: It picks runs by run_id, so it can't find a run that is logged later
honest = "params.train = '2013' and params.test = '2014'"
found = mlflow.search_runs(experiment_names=EXPERIMENTS, filter_string=f"{honest} and metrics.rmse < {linear_rmse - 0.02:.3f}")
ids = ", ".join(f"'{id}'" for id in found["run_id"])
answer("2.5.2", f"attributes.run_id IN ({ids})")
