# exercise: 2.2.3
# verdict: wrong
# says: has the tag 'best'
best = children["metrics.rmse"].idxmin()
chosen = children.loc[best, "run_id"]
client.set_tag(chosen, "best", "lowest RMSE on 2014")
