# exercise: 2.2.3
# verdict: wrong
# says: in a year nobody will know why
best = children["metrics.rmse"].idxmin()
chosen = children.loc[best, "run_id"]
client.set_tag(chosen, "chosen", children.loc[best, "tags.mlflow.runName"])
