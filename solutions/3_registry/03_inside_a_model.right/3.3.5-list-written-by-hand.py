# exercise: 3.3.5
with mlflow.start_run():
    mlflow.sklearn.log_model(
        neighbours,
        name="neighbours",
        signature=infer_signature(train[FEATURES].head(), neighbours.predict(train[FEATURES].head())),
        skops_trusted_types=[
            "sklearn.neighbors._kd_tree.KDTree",
            "sklearn.metrics._dist_metrics.EuclideanDistance64",
        ],
        pip_requirements=["pandas", f"skops=={skops.__version__}", f"scikit-learn=={sklearn.__version__}"],
    )
