# exercise: 2.2.3
ranked = children.sort_values("metrics.rmse").reset_index(drop=True)
chosen, best = ranked.loc[0, "run_id"], children["metrics.rmse"].idxmin()
for place, run_id in enumerate(ranked["run_id"], start=1):
    client.set_tag(run_id, "place", place)
client.set_tag(chosen, "chosen", "RMSE 1.75 GW")
