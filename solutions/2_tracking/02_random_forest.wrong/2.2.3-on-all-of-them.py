# exercise: 2.2.3
# verdict: wrong
# says: 5 children of depths carry the tag chosen
best = children["metrics.rmse"].idxmin()
chosen = children.loc[best, "run_id"]
for run_id in children["run_id"]:
    client.set_tag(run_id, "chosen", f"{run_id == chosen}, lowest RMSE on 2014")
