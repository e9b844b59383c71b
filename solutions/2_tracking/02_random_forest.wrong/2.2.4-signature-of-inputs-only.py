# exercise: 2.2.4
# verdict: wrong
# says: By its signature the model gives no numbers
with mlflow.start_run(run_id=chosen):
    logged = mlflow.sklearn.log_model(
        forests[best],
        name="forest",
        signature=infer_signature(train[FEATURES]),
        skops_trusted_types=["sklearn.tree._tree.Tree"],
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
    )
