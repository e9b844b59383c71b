# exercise: 2.2.3
# verdict: wrong
# says: If you have run the loop of 2.2.2 again
best = children["metrics.rmse"].idxmin()
chosen = children.loc[best, "run_id"]
client.set_tag(chosen, "chosen", "lowest RMSE on 2014")
with mlflow.start_run(run_name="depths") as parent:
    for depth in DEPTHS:
        with mlflow.start_run(run_name=f"depth {depth}", nested=True):
            mlflow.log_param("max_depth", depth)
