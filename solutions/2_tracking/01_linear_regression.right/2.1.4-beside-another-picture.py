# exercise: 2.1.4
with mlflow.start_run(run_id=run_id):
    mlflow.log_figure(figure, "week.png")
    mlflow.log_figure(plt.figure(), "zero.png")
    mlflow.log_text("A week of June", "week.txt")
