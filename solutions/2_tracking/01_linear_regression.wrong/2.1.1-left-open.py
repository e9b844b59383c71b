# exercise: 2.1.1
# verdict: wrong
# says: has the status RUNNING
mlflow.set_experiment(desk.experiment)
run = mlflow.start_run(run_name="linear regression")
mlflow.log_params(parameters)
run_id = run.info.run_id
