# exercise: 4.2.6
    mlflow.set_tag("powerdesk", version("powerdesk"))
    table = hours.mended(train.read(given["data"]))
    known, unseen = hours.split(table, given["judge_from"])
# the next cell:
entry_points["mended"] = dict(entry_points["main"])
entry_points["mended"]["command"] = entry_points["main"]["command"].replace("train.py", "mended.py")
with open("4_projects/lr/MLproject", "w") as file:
    yaml.safe_dump(project, file)
!mlflow run 4_projects/lr -e mended --env-manager local --experiment-name {desk.experiment} -P data=4_projects/hours.csv -P alpha=10 -P judge_from=2015-02-01
