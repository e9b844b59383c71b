# exercise: 2.4.4
client = mlflow.MlflowClient()

# my first try: the top row
client.set_tag(trials.iloc[0]["run_id"], "best", "true")
# no, look at its last column
client.delete_tag(trials.iloc[0]["run_id"], "best")

experiment_id = client.get_experiment_by_name(desk.experiment).experiment_id
winner = client.search_runs(
    [experiment_id],
    filter_string=f"{children} and tags.pruned ILIKE 'false'",
    order_by=["metrics.cv_rmse ASC"],
    max_results=1,
)[0]
client.set_tag(winner.info.run_id, "best", "true")
best = {"run_id": winner.info.run_id, "metrics.cv_rmse": winner.data.metrics["cv_rmse"]}
