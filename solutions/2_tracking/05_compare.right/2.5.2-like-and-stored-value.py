# exercise: 2.5.2
limit = client.get_run(linear_id).data.metrics["rmse"] - 0.02
conditions = [
    "params.test LIKE '2014'",
    f"metrics.rmse < {limit:.5f}",
    "params.train LIKE '2013'",
]
found = mlflow.search_runs(experiment_names=EXPERIMENTS, filter_string=" and ".join(conditions))
print(found["metrics.rmse"].describe())
answer("2.5.2", " and ".join(conditions))
