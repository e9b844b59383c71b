# exercise: 2.2.4
# verdict: wrong
# says: a newer run in the experiment models, has
mlflow.set_experiment("models")
with mlflow.start_run(run_name="forest"):
    logged = mlflow.sklearn.log_model(
        forests[best],
        name="forest",
        signature=infer_signature(train[FEATURES], forests[best].predict(train[FEATURES])),
        skops_trusted_types=["sklearn.tree._tree.Tree"],
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
    )
mlflow.set_experiment(desk.experiment)
