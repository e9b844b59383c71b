# exercise: 2.2.4
# the second model counts
sample = train[FEATURES].sample(100, random_state=1)
common = {
    "signature": infer_signature(sample, forests[best].predict(sample)),
    "skops_trusted_types": ["sklearn.tree._tree.Tree"],
}
with mlflow.start_run(run_id=chosen):
    logged = mlflow.sklearn.log_model(
        forests[best], name="forest", pip_requirements=["scikit-learn", "skops"], **common
    )

# the versions were missing: once more
with mlflow.start_run(run_id=parent.info.run_id):
    with mlflow.start_run(run_id=chosen, nested=True):
        logged = mlflow.sklearn.log_model(
            forests[best],
            name="forest",
            pip_requirements=[f"{package}=={module.__version__}" for package, module in (("skops", skops), ("scikit-learn", sklearn))],
            **common,
        )
