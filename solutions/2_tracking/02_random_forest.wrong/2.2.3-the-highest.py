# exercise: 2.2.3
# verdict: wrong
# says: another child has a lower rmse
best = children["metrics.rmse"].idxmax()
chosen = children.loc[best, "run_id"]
client.set_tag(chosen, "chosen", "best RMSE on 2014")
