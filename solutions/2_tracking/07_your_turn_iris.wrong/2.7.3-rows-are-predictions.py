# exercise: 2.7.3
# verdict: wrong
# says: rows and columns have changed places
from sklearn.metrics import confusion_matrix

labels = iris.target_names.tolist()
for run, model in [(logistic_run, logistic), (tree_run, tree)]:
    counts = confusion_matrix(model.predict(X_test), y_test, labels=labels)
    matrix = ConfusionMatrixDisplay(counts, display_labels=labels).plot(cmap="Blues", colorbar=False)
    mlflow.set_experiment(experiment_id=run.info.experiment_id)
    with mlflow.start_run(run_id=run.info.run_id):
        mlflow.log_figure(matrix.figure_, "confusion_matrix.png")
        mlflow.log_dict({"labels": labels, "counts": counts.tolist()}, "confusion_matrix.json")
plt.show()
