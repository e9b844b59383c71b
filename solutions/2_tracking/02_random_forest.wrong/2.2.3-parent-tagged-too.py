# exercise: 2.2.3
# verdict: wrong
# says: takes it from depths
best = children["metrics.rmse"].idxmin()
chosen = children.loc[best, "run_id"]
client.set_tag(chosen, "chosen", "lowest RMSE on 2014")
client.set_tag(parent.info.run_id, "chosen", f"depth {children.loc[best, 'params.max_depth']}, lowest RMSE on 2014")
