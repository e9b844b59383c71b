# exercise: 2.7.3
# verdict: wrong
# says: an older one here, logistic regression, has the parameters
for run, model in [(logistic_run, logistic), (tree_run, tree)]:
    matrix = ConfusionMatrixDisplay.from_estimator(model, X_test, y_test, cmap="Blues", colorbar=False)
    matrix.ax_.set_title(run.info.run_name)
    mlflow.set_experiment(experiment_id=run.info.experiment_id)
    with mlflow.start_run():
        mlflow.log_figure(matrix.figure_, "confusion_matrix.png")
        counts = {"labels": matrix.display_labels.tolist(), "counts": matrix.confusion_matrix.tolist()}
        mlflow.log_dict(counts, "confusion_matrix.json")
plt.show()
