# exercise: 2.1.1
mlflow.set_experiment("2.1-linear-regression")
with mlflow.start_run() as run:
    mlflow.log_params({"model": model, "features": FEATURES, "train": "2013", "test": "the year 2014"})

run_id = run.info.run_id
