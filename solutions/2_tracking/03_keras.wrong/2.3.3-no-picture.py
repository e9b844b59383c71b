# exercise: 2.3.3
# verdict: wrong
# says: holds no picture yet
curves = {name: client.get_metric_history(run_id, name) for name in ["loss", "val_loss"]}
best = min(curves["val_loss"], key=lambda point: point.value)
answer("2.3.3", best.step + 1)
