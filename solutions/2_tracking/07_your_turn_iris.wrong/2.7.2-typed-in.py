# exercise: 2.7.2
# verdict: wrong
# says: accuracy is logged as nan
tree = DecisionTreeClassifier(random_state=0).fit(X_train, y_train)

mlflow.set_experiment("2.7-iris-tree")
with mlflow.start_run(run_name="tree") as tree_run:
    mlflow.log_params({"split_seed": SEED, "test_size": len(X_test)} | tree.get_params())
    mlflow.log_metric("accuracy", float("nan"))
    mlflow.sklearn.log_model(
        tree,
        name="model",
        signature=infer_signature(X_train, tree.predict(X_train)),
        pip_requirements=requirements,
        skops_trusted_types=["sklearn.tree._tree.Tree"],
    )
