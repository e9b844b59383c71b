# exercise: 3.3.5
with mlflow.start_run(run_name="mine", tags={"kind": "neighbours"}):
    again = make_pipeline(StandardScaler(), KNeighborsRegressor(25)).fit(train[FEATURES], train[TARGETS])
    mlflow.log_params({"n_neighbors": 25, "train": 2013})
    file = Path(tempfile.mkdtemp(dir=place.name)) / "again.skops"
    skops.io.dump(again, file)
    mlflow.sklearn.log_model(
        again,
        name="model",
        input_example=train[FEATURES].head(),
        skops_trusted_types=skops.io.get_untrusted_types(file=file),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
    )
