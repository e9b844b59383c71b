# exercise: 2.4.3
client = mlflow.MlflowClient()
client.log_figure(search.info.run_id, plt.figure(), "history.png")
client.log_figure(search.info.run_id, slices, "slice.png")
client.log_figure(search.info.run_id, importances, "importances.png")
client.log_figure(search.info.run_id, history, "history.png")
plt.close()
