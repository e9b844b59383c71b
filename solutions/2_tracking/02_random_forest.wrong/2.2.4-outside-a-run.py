# exercise: 2.2.4
# verdict: wrong
# says: The newest model belongs to no run at all
logged = mlflow.sklearn.log_model(
    forests[best],
    name="forest",
    signature=infer_signature(train[FEATURES], forests[best].predict(train[FEATURES])),
    skops_trusted_types=["sklearn.tree._tree.Tree"],
    pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
)
