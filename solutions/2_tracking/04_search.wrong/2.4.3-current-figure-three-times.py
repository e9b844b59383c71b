# exercise: 2.4.3
# verdict: wrong
# says: are one and the same picture
with mlflow.start_run(run_id=search.info.run_id):
    for name in ["history.png", "importances.png", "slice.png"]:
        mlflow.log_figure(plt.gcf(), name)
