# exercise: 2.7.2
mlflow.set_experiment("2.7-iris-tree")
for depth in (1, 4):
    tree = DecisionTreeClassifier(criterion="entropy", max_depth=depth, min_samples_leaf=2, random_state=2024)
    tree.fit(X_train, y_train)
    named = tree.predict(X_test)
    with mlflow.start_run(run_name=f"entropy, depth {depth}", tags={"note": "is one question enough?"}) as tree_run:
        mlflow.sklearn.log_model(
            sk_model=tree,
            name="iris-tree",
            signature=infer_signature(X_test, named),
            skops_trusted_types=["sklearn.tree._tree.Tree"],
            pip_requirements=[*requirements, f"pandas=={pd.__version__}"],
        )
        for setting, value in tree.get_params().items():
            mlflow.log_param(setting, value)
        mlflow.log_param("split_seed", SEED)
        mlflow.log_param("test_size", len(y_test))
        right = sum(guess == truth for guess, truth in zip(named, y_test))
        mlflow.log_metrics({"accuracy": right / len(y_test), "mistakes": len(y_test) - right, "leaves": tree.get_n_leaves()})
