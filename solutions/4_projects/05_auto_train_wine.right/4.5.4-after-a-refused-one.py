# exercise: 4.5.4
id = mlflow.get_experiment_by_name(desk.experiment).experiment_id
tags = {"mlflow.source.type": "PROJECT", "mlflow.project.entryPoint": "auto_train", "refused": "30.5 is no whole number"}
run = mlflow.MlflowClient().create_run(id, tags=tags)
mlflow.MlflowClient().set_terminated(run.info.run_id, "FAILED")
project = {"uri": "4_projects/wine", "env_manager": "local", "experiment_id": id}
mlflow.projects.run(**project, entry_point="auto_train", parameters={"n_iter": 30})
