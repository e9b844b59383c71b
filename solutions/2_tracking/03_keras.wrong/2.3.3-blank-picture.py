# exercise: 2.3.3
# verdict: wrong
# says: is an empty picture
curves = {name: client.get_metric_history(run_id, name) for name in ["loss", "val_loss"]}
best = min(curves["val_loss"], key=lambda point: point.value)

draw(curves, best.step + 1)
plt.show()
plt.close("all")

with mlflow.start_run(run_id=run_id):
    mlflow.log_figure(plt.gcf(), "curves.png")
answer("2.3.3", best.step + 1)
