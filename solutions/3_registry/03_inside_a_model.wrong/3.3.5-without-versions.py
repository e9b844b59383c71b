# exercise: 3.3.5
# verdict: wrong
# says: Pin both in one list
asked_about = skops.io.get_untrusted_types(data=skops.io.dumps(neighbours))
with mlflow.start_run(run_name="neighbours"):
    mlflow.sklearn.log_model(
        neighbours,
        name="model",
        signature=infer_signature(train[FEATURES], neighbours.predict(train[FEATURES])),
        skops_trusted_types=asked_about,
        pip_requirements=["scikit-learn", "skops"],
    )
