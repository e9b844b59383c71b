# exercise: 2.2.3
# verdict: not attempted
# says: No child of the newest run depths carries the tag chosen
best = children["metrics.rmse"].idxmin()
chosen = children.loc[best, "run_id"]
client.set_tag(chosen, "best", "lowest RMSE on 2014")
