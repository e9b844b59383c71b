# exercise: 3.1.5
import pandas as pd

table = mlflow.search_runs(search_all_experiments=True).set_index("run_id")
table = table[table["metrics.rmse"].notna()]
names_of = {each.experiment_id: each.name for each in client.search_experiments()}
rows = {
    str(each.version): table.loc[each.run_id]
    for each in sorted(client.search_model_versions(f"name = '{MODEL}'"), key=lambda each: -int(each.version))
    if each.run_id in table.index
}
found = (
    pd.DataFrame(rows)
    .T.assign(experiment=lambda t: t["experiment_id"].map(names_of))
    .rename(columns={"params.train": "train", "metrics.rmse": "rmse", "tags.mlflow.runName": "run"})
    .astype({"rmse": float})
    .round({"rmse": 2})[["rmse", "train", "run", "experiment"]]
    .to_dict("index")
)
answer("3.1.5", found)
