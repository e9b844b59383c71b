# exercise: 2.2.3
deepest = children.loc[children["params.max_depth"] == "None", "run_id"].iloc[0]
client.set_tag(deepest, "chosen", "it is the biggest")
client.delete_tag(deepest, "chosen")  # no, look at the numbers first

ranked = mlflow.search_runs(
    experiment_names=[desk.experiment],
    filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}'",
    order_by=["metrics.rmse ASC"],
    max_results=1,
)
chosen = ranked.loc[0, "run_id"]
best = int(children.index[children["run_id"] == chosen][0])

with mlflow.start_run(run_id=chosen):
    mlflow.set_tag("chosen", "2014年のRMSEが最小")
