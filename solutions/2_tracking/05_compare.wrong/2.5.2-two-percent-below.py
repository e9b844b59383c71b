# exercise: 2.5.2
# verdict: wrong
# says: the filter misses it
honest = "params.train = '2013' and params.test = '2014'"
shortlist = f"{honest} and metrics.rmse < {linear_rmse * (1 - 0.02):.3f}"

found = mlflow.search_runs(experiment_names=EXPERIMENTS, filter_string=shortlist, order_by=["metrics.rmse ASC"])
print(found[["tags.mlflow.runName", "metrics.rmse"]].round(2).to_string(index=False))
answer("2.5.2", shortlist)
