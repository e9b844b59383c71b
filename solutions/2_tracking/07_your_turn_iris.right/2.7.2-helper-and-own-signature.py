# exercise: 2.7.2
from mlflow.models import ModelSignature
from mlflow.types.schema import ColSpec, Schema
from sklearn.tree import export_text

own_signature = ModelSignature(
    inputs=Schema([ColSpec("double", column) for column in flowers.columns]),
    outputs=Schema([ColSpec("string")]),
)


def track(model, experiment, **options):
    """Log settings, split, accuracy and the fitted model itself as one run of `experiment`."""
    mlflow.set_experiment(experiment)
    with mlflow.start_run() as run:
        mlflow.sklearn.log_model(
            model,
            name="iris-tree",
            signature=own_signature,
            pip_requirements=[f"skops=={skops.__version__}", f"scikit-learn=={sklearn.__version__}"],
            **options,
        )
        mlflow.log_metrics({
            "accuracy": model.score(X_test, y_test),
            "accuracy_train": model.score(X_train, y_train),
        })
        mlflow.log_params(model.get_params())
        mlflow.log_params({"test_size": len(y_test), "split_seed": SEED})
        mlflow.log_text(export_text(model, feature_names=list(flowers.columns)), "rules.txt")
    return run


tree = DecisionTreeClassifier(criterion="entropy", max_depth=4, min_samples_leaf=2, random_state=20240229)
tree.fit(X_train, y_train)
tree_run = track(tree, "2.7-iris-tree", skops_trusted_types=["sklearn.tree._tree.Tree"])
