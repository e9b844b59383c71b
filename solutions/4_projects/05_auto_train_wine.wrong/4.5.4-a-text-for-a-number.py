# exercise: 4.5.4
# verdict: wrong
# says: it was refused, "argument --n-iter: 'thirty' is no whole number"
id = mlflow.get_experiment_by_name(desk.experiment).experiment_id
why = "argument --n-iter: 'thirty' is no whole number"  # as the project leaves it after -P n_iter=thirty
tags = {"mlflow.source.type": "PROJECT", "mlflow.project.entryPoint": "auto_train", "refused": why}
run = mlflow.MlflowClient().create_run(id, tags=tags)
mlflow.MlflowClient().set_terminated(run.info.run_id, "FAILED")
