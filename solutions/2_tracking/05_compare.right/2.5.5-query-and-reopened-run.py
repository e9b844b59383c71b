# exercise: 2.5.5
with_model = set(mlflow.search_logged_models(experiment_ids=list(names))["source_run_id"])
ranking = mlflow.search_runs(
    experiment_names=EXPERIMENTS,
    filter_string="params.train = '2013' and params.test = '2014' and metrics.rmse > 0",
    order_by=["metrics.rmse"],
    output_format="list",
)
winner = next(run for run in ranking if run.info.run_id in with_model)
value = winner.data.metrics["rmse"]

mlflow.set_experiment(experiment_id=winner.info.experiment_id)
with mlflow.start_run(run_id=winner.info.run_id):
    mlflow.set_tags(
        {
            "choice": "champion candidate",
            "choice.reason": f"With {value:.2f} GW it has the lowest rmse when judged on the year 2014.",
            "choice.by": "the desk",
        }
    )
mlflow.set_experiment(desk.experiment)
