# exercise: 2.1.4
# verdict: wrong
# says: is an empty picture
empty, _ = plt.subplots(figsize=(9, 5))
with mlflow.start_run(run_id=run_id):
    mlflow.log_figure(empty, "week.png")
