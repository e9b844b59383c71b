# exercise: 2.3.3
# verdict: wrong
# says: The run network has no val_loss
curves = {name: client.get_metric_history(run_id, name) for name in ["loss", "val_loss"]}
best = min(curves["val_loss"], key=lambda point: point.value)

with mlflow.start_run(run_name="network"):
    mlflow.log_figure(draw(curves, best.step + 1), "curves.png")
answer("2.3.3", best.step + 1)
