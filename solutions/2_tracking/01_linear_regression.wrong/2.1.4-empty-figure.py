# exercise: 2.1.4
# verdict: wrong
# says: is an empty picture
plt.close("all")

with mlflow.start_run(run_id=run_id):
    mlflow.log_figure(plt.gcf(), "week.png")
plt.close("all")
