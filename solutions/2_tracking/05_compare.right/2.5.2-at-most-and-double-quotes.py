# exercise: 2.5.2
limit = linear_rmse - 0.02
conditions = [f"metric.rmse <= {limit}", 'param.train = "2013"', 'param.test = "2014"']
shortlist = " AND ".join(conditions)

for run in client.search_runs(list(names), filter_string=shortlist, order_by=["metrics.rmse ASC"]):
    print(run.info.run_name, round(run.data.metrics["rmse"], 2))
answer("2.5.2", shortlist)
