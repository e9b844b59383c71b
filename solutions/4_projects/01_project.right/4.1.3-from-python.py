# exercise: 4.1.3
mlflow.projects.run(
    "4_projects/lr", parameters={"data": "4_projects/hours.csv", "alpha": 10.0, "judge_from": "2015-04-01"},
    env_manager="local", experiment_name=desk.experiment,
)
