# exercise: 2.2.4
# verdict: wrong
# says: The newest model belongs to the run depths
try:
    with mlflow.start_run(run_id=chosen):
        mlflow.sklearn.log_model(forests[best], name="forest", skops_trusted_types=["Tree"], pip_requirements=["skops"])
except Exception as error:
    print(type(error).__name__)
with mlflow.start_run(run_id=parent.info.run_id):
    logged = mlflow.sklearn.log_model(
        forests[best],
        name="forest",
        signature=infer_signature(train[FEATURES], forests[best].predict(train[FEATURES])),
        skops_trusted_types=["sklearn.tree._tree.Tree"],
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
    )
