# exercise: 2.7.3
# verdict: wrong
# says: Both runs hold the very same confusion_matrix.png
first = ConfusionMatrixDisplay.from_estimator(logistic, X_test, y_test, cmap="Blues", colorbar=False)
for run, model in [(logistic_run, logistic), (tree_run, tree)]:
    matrix = ConfusionMatrixDisplay.from_estimator(model, X_test, y_test, cmap="Blues", colorbar=False)
    mlflow.set_experiment(experiment_id=run.info.experiment_id)
    with mlflow.start_run(run_id=run.info.run_id):
        mlflow.log_figure(first.figure_, "confusion_matrix.png")
        mlflow.log_dict({"labels": matrix.display_labels.tolist(), "counts": matrix.confusion_matrix.tolist()}, "confusion_matrix.json")
