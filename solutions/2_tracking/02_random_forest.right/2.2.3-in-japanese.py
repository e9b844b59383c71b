# exercise: 2.2.3
best = children["metrics.rmse"].idxmin()
chosen = children.loc[best, "run_id"]
client.set_tag(chosen, "chosen", "二〇一四年の誤差が最小")
