# exercise: 2.7.2
client = mlflow.MlflowClient()
tree = DecisionTreeClassifier(splitter="random", max_leaf_nodes=6, random_state=11).fit(X_train.copy(), y_train.tolist())

experiment = mlflow.set_experiment("2.7-iris-tree")
tree_run = mlflow.start_run()
mlflow.log_params(tree.get_params())
for name, value in {"split_seed": SEED, "test_size": 50}.items():
    client.log_param(tree_run.info.run_id, name, value)
mlflow.sklearn.log_model(
    tree,
    name="a tree",
    input_example=X_train.head(2),
    pip_requirements=[*requirements, f"pandas=={pd.__version__}"],
    skops_trusted_types=["sklearn.tree._tree.Tree"],
)
mlflow.log_metric("accuracy", float((tree.predict(X_test) == y_test).mean()))
mlflow.end_run()
