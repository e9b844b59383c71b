# exercise: 3.3.5
# verdict: wrong
# says: Close it with mlflow.end_run()
asked_about = skops.io.get_untrusted_types(data=skops.io.dumps(neighbours))
mlflow.start_run(run_name="neighbours")
mlflow.sklearn.log_model(
    neighbours,
    name="model",
    signature=infer_signature(train[FEATURES], neighbours.predict(train[FEATURES])),
    skops_trusted_types=asked_about,
    pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
)
