# exercise: 2.3.5
# verdict: wrong
# says: is logged as nan
mlflow.sklearn.autolog(**quiet)
for name, model in candidates.items():
    with mlflow.start_run(run_name=name):
        model.fit(train[FEATURES], train[TARGETS])
        mlflow.log_metrics(dict.fromkeys(["r2", "r2_solar", "r2_wind", "rmse"], float("nan")))
mlflow.sklearn.autolog(disable=True)
