# exercise: 2.5.5
holders = {model.source_run_id for model in mlflow.search_logged_models(experiment_ids=list(names), output_format="list")}
asked = client.search_runs(
    list(names),
    filter_string="params.train = '2013' and params.test = '2014' and metrics.rmse > 0",
    order_by=["metrics.rmse ASC"],
)
served = [run for run in asked if run.info.run_id in holders]
winner = min(served, key=lambda run: run.data.metrics["rmse"])
reason = (
    f"Of our {len(served)} models that know nothing of 2014, this one has the smallest "
    f"rmse (root mean squared error) over that whole year: {winner.data.metrics['rmse']:.3f} GW."
)

mlflow.set_experiment(experiment_id=winner.info.experiment_id)
with mlflow.start_run(run_id=winner.info.run_id):
    mlflow.set_tags({"choice": "champion candidate", "choice.reason": reason, "choice.by": "the forecasting desk"})
mlflow.set_experiment(desk.experiment)
