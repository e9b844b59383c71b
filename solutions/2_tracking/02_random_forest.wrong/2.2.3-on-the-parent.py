# exercise: 2.2.3
# verdict: wrong
# says: The tag chosen is on the parent
best = children["metrics.rmse"].idxmin()
chosen = children.loc[best, "run_id"]
client.set_tag(parent.info.run_id, "chosen", "lowest RMSE on 2014")
