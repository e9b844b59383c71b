# exercise: 2.1.4
for panel in panels:
    for line, colour in zip(panel.lines, ("0.6", "black")):
        line.set_color(colour)
with mlflow.start_run(run_id=run_id):
    mlflow.log_figure(figure, "week.png")
