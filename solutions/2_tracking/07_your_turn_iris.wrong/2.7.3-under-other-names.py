# exercise: 2.7.3
# verdict: wrong
# says: holds no confusion_matrix.png; it holds confusion.png, plots/counts.json
for run, model in [(logistic_run, logistic), (tree_run, tree)]:
    matrix = ConfusionMatrixDisplay.from_estimator(model, X_test, y_test, cmap="Blues", colorbar=False)
    matrix.ax_.set_title(run.info.run_name)
    mlflow.set_experiment(experiment_id=run.info.experiment_id)
    with mlflow.start_run(run_id=run.info.run_id):
        mlflow.log_figure(matrix.figure_, "confusion.png")
        counts = {"labels": matrix.display_labels.tolist(), "counts": matrix.confusion_matrix.tolist()}
        mlflow.log_dict(counts, "plots/counts.json")
plt.show()
