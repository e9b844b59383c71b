# exercise: 4.2.6
    mlflow.set_tag("powerdesk", version("powerdesk"))
    mlflow.log_param("clock", "mended")
    table = hours.mended(train.read(given["data"]))
    known, unseen = hours.split(table, given["judge_from"])
    mlflow.log_metric("hours", len(table))
# the next cell:
try:
    mlflow.projects.run("4_projects/lr", "nothing_of_that_name", env_manager="local", experiment_name=desk.experiment)
except Exception as error:
    print(type(error).__name__)
command = "python mended.py --data {data} --alpha {alpha} --judge-from {judge_from}"
entry_points["mended"] = {"parameters": entry_points["main"]["parameters"], "command": command}
Path("4_projects/lr/MLproject").write_text(yaml.safe_dump(project, sort_keys=False), encoding="utf-8")
done = mlflow.projects.run(
    "4_projects/lr",
    entry_point="mended",
    parameters={"data": "4_projects/hours.csv"},
    env_manager="local",
    experiment_name=desk.experiment,
)
