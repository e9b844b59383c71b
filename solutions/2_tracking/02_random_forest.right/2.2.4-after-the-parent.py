# exercise: 2.2.4
# doing what the verdict on a model in another run says
with mlflow.start_run(run_id=parent.info.run_id):
    logged = mlflow.sklearn.log_model(
        forests[best],
        name="forest",
        signature=infer_signature(train[FEATURES], forests[best].predict(train[FEATURES])),
        skops_trusted_types=["sklearn.tree._tree.Tree"],
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
    )

# on the wrong run: once more
with mlflow.start_run(run_id=chosen):
    logged = mlflow.sklearn.log_model(
        forests[best],
        name="forest",
        signature=infer_signature(train[FEATURES], forests[best].predict(train[FEATURES])),
        skops_trusted_types=["sklearn.tree._tree.Tree"],
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
    )
