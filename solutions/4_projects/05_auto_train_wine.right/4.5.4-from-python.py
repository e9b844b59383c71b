# exercise: 4.5.4
mlflow.projects.run(
    "4_projects/wine",
    entry_point="auto_train",
    parameters={"workers": 2, "n_iter": 41},
    experiment_id=mlflow.get_experiment_by_name(desk.experiment).experiment_id,
    env_manager="local",
)
