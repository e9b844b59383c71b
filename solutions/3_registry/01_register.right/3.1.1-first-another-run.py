# exercise: 3.1.1
everything = mlflow.search_runs(experiment_names=EXPERIMENTS, output_format="list")
stranger = next(
    run
    for run in everything
    if run.outputs and run.outputs.model_outputs and run.info.run_id != candidate.info.run_id
)
mistake = mlflow.register_model(f"models:/{stranger.outputs.model_outputs[-1].model_id}", MODEL)
client.delete_model_version(MODEL, mistake.version)

logged = client.get_logged_model(model_id)
version = mlflow.register_model(f"runs:/{candidate.info.run_id}/{logged.name}", MODEL)
