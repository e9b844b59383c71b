# exercise: 2.2.4
# verdict: wrong
# says: the model is not the run's own forest
with mlflow.start_run(run_id=chosen):
    logged = mlflow.sklearn.log_model(
        forests[0],
        name="forest",
        signature=infer_signature(train[FEATURES], forests[best].predict(train[FEATURES])),
        skops_trusted_types=["sklearn.tree._tree.Tree"],
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
    )
