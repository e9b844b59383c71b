# exercise: 2.1.4
# verdict: wrong
# says: after plt.show(), plt.gcf() is a new one
with mlflow.start_run(run_id=run_id):
    mlflow.log_figure(plt.gcf(), "week.png")
