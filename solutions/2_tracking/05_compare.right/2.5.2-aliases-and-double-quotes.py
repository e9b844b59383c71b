# exercise: 2.5.2
shortlist = f'metrics.rmse <= {linear_rmse - 0.02} AND parameters.test = "2014" AND parameters.train = "2013"'
print(shortlist)
print(len(mlflow.search_runs(experiment_names=EXPERIMENTS, filter_string=shortlist)), "runs")
answer("2.5.2", shortlist)
