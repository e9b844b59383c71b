# exercise: 2.2.2
mlflow.set_experiment(desk.experiment)
PURPOSE = {"purpose": "how deep should the trees be?"}

try:
    with mlflow.start_run(run_name="depths", tags=PURPOSE) as parent:
        for depth in DEPTHS:
            with mlflow.start_run(run_name=f"depth {depth}"):
                mlflow.log_param("max_depth", depth)
except Exception as refused:
    print("once more, then:", str(refused)[:80])

with mlflow.start_run(run_name="depths", tags=PURPOSE) as parent:
    for depth in DEPTHS:
        settings = {"n_estimators": 20, "max_depth": depth, "random_state": 42}
        with mlflow.start_run(run_name=f"depth {depth}", nested=True):
            mlflow.log_params({**settings, "train": 2013, "test": 2014})
            forest = grow(**settings)
            prediction = pd.DataFrame(forest.predict(test[FEATURES]), columns=TARGETS, index=test.index)
            mlflow.log_metrics(scores(test[TARGETS], prediction))
