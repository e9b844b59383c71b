# exercise: 4.2.6
# verdict: wrong
# says: In MLproject the command of the entry point mended is None
    mlflow.set_tag("powerdesk", version("powerdesk"))
    table = hours.mended(train.read(given["data"]))
    known, unseen = hours.split(table, given["judge_from"])
# the next cell:
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
del entry_points["mended"]
Path("4_projects/lr/MLproject").write_text(yaml.safe_dump(project))
