# exercise: 2.7.3
# verdict: wrong
# says: is an empty picture
for run, model in [(logistic_run, logistic), (tree_run, tree)]:
    figure, axes = plt.subplots(figsize=(5, 4))
    matrix = ConfusionMatrixDisplay.from_estimator(model, X_test, y_test, cmap="Blues", colorbar=False)
    axes.set_title(run.info.run_name)
    mlflow.set_experiment(experiment_id=run.info.experiment_id)
    with mlflow.start_run(run_id=run.info.run_id):
        mlflow.log_figure(figure, "confusion_matrix.png")
        counts = {"labels": matrix.display_labels.tolist(), "counts": matrix.confusion_matrix.tolist()}
        mlflow.log_dict(counts, "confusion_matrix.json")
plt.show()
