# exercise: 2.1.1
client = mlflow.MlflowClient()
experiment = mlflow.set_experiment(desk.experiment)

created = client.create_run(experiment.experiment_id, run_name="my first run, by the client")
run_id = created.info.run_id
for key, value in parameters.items():
    client.log_param(run_id, key, value)
client.log_param(run_id, "fit_intercept", model.fit_intercept)
client.set_terminated(run_id)

print(client.get_run(run_id).data.params)
