# exercise: 2.1.1
from mlflow import MlflowClient

client = MlflowClient()
experiment = mlflow.set_experiment(experiment_name=desk.experiment)
run = client.create_run(experiment.experiment_id, run_name="linear regression")
for key, value in parameters.items():
    client.log_param(run.info.run_id, key, value)
client.set_terminated(run.info.run_id)

run_id = run.info.run_id
