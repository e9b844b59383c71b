# exercise: 2.3.3
# beside another, empty picture
curves = {name: client.get_metric_history(run_id, name) for name in ["loss", "val_loss"]}
best = min(curves["val_loss"], key=lambda point: point.value)
figure = draw(curves, best.step + 1)
for line, colour in zip(figure.axes[0].get_lines(), ["0.7", "black", "0.4"]):
    line.set_color(colour)
with mlflow.start_run(run_id=run_id):
    mlflow.log_figure(plt.figure(), "blank.png")
    mlflow.log_figure(figure, "curves.png")
answer("2.3.3", float(best.step + 1))
