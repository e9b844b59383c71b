# exercise: 2.7.3
# verdict: wrong
# says: The newest model in 2.7-iris-logistic-regression is a DecisionTreeClassifier
requirements = [f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"]
astray = DecisionTreeClassifier(random_state=0).fit(X_train, y_train)

mlflow.set_experiment("2.7-iris-logistic-regression")
with mlflow.start_run(run_name="tree") as stray:
    mlflow.log_params({"split_seed": SEED, "test_size": len(X_test)} | astray.get_params())
    mlflow.log_metric("accuracy", accuracy_score(y_test, astray.predict(X_test)))
    mlflow.sklearn.log_model(astray, name="model", signature=infer_signature(X_train, astray.predict(X_train)), pip_requirements=requirements, skops_trusted_types=["sklearn.tree._tree.Tree"])

for run, model in [(logistic_run, logistic), (tree_run, tree)]:
    matrix = ConfusionMatrixDisplay.from_estimator(model, X_test, y_test, cmap="Blues", colorbar=False)
    matrix.ax_.set_title(run.info.run_name)
    mlflow.set_experiment(experiment_id=run.info.experiment_id)
    with mlflow.start_run(run_id=run.info.run_id):
        mlflow.log_figure(matrix.figure_, "confusion_matrix.png")
        counts = {"labels": matrix.display_labels.tolist(), "counts": matrix.confusion_matrix.tolist()}
        mlflow.log_dict(counts, "confusion_matrix.json")
plt.show()
