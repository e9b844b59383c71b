# exercise: 2.1.4
# verdict: wrong
# says: is an empty picture
figure, panels = plt.subplots(2, 1, figsize=(12, 7), sharex=True, layout="constrained")
for panel, target in zip(panels, TARGETS):
    panel.set_ylabel(target.replace("_", ", "))
    panel.grid(alpha=0.3)
figure.suptitle("A week of June 2014")

with mlflow.start_run(run_id=run_id):
    mlflow.log_figure(figure, "week.png")
