# exercise: 2.7.3
# verdict: wrong
# says: .tolist() makes lists of it
for run, model in [(logistic_run, logistic), (tree_run, tree)]:
    matrix = ConfusionMatrixDisplay.from_estimator(model, X_test, y_test, cmap="Blues", colorbar=False)
    mlflow.set_experiment(experiment_id=run.info.experiment_id)
    with mlflow.start_run(run_id=run.info.run_id):
        mlflow.log_figure(matrix.figure_, "confusion_matrix.png")
        mlflow.log_dict({"labels": matrix.display_labels, "counts": matrix.confusion_matrix}, "confusion_matrix.json")
