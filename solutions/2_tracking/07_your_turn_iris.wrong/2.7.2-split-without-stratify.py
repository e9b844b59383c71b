# exercise: 2.7.2
# verdict: wrong
# says: fitted on the flowers of split 1, is not the model
X_train, X_test, y_train, y_test = train_test_split(flowers, species, test_size=50, random_state=SEED)
tree = DecisionTreeClassifier(random_state=0).fit(X_train, y_train)

mlflow.set_experiment("2.7-iris-tree")
with mlflow.start_run(run_name="tree") as tree_run:
    mlflow.log_params({"split_seed": SEED, "test_size": len(X_test)} | tree.get_params())
    mlflow.log_metric("accuracy", accuracy_score(y_test, tree.predict(X_test)))
    mlflow.sklearn.log_model(
        tree,
        name="model",
        signature=infer_signature(X_train, tree.predict(X_train)),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
        skops_trusted_types=["sklearn.tree._tree.Tree"],
    )
