# exercise: 2.3.3
# verdict: wrong
# says: is the step of the lowest val_loss; the number of epochs is one more
curves = {name: client.get_metric_history(run_id, name) for name in ["loss", "val_loss"]}
best = min(curves["val_loss"], key=lambda point: point.value)

with mlflow.start_run(run_id=run_id):
    mlflow.log_figure(draw(curves, best.step), "curves.png")
answer("2.3.3", best.step)
