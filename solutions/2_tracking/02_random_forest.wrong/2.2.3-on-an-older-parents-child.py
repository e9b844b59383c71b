# exercise: 2.2.3
# verdict: wrong
# says: carries it, but isn't a child of that run
best = children["metrics.rmse"].idxmin()
chosen = children.loc[best, "run_id"]
mlflow.start_run(run_name="a try of my own")
with mlflow.start_run(run_name="deep in it", nested=True) as other:
    client.set_tag(other.info.run_id, "chosen", "lowest RMSE on 2014")
mlflow.end_run()
