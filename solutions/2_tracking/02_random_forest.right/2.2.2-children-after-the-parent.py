# exercise: 2.2.2
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="depths") as parent:
    mlflow.set_tag("purpose", "From which max_depth on does a forest get no better on 2014?")


def one_run(depth):
    settings = dict(random_state=0, max_depth=depth, n_estimators=12)
    with mlflow.start_run(run_name=f"at most {depth} questions", nested=True, parent_run_id=parent.info.run_id):
        forest = grow(**settings)
        for name, value in scores(test[TARGETS], forest.predict(test[FEATURES])).items():
            mlflow.log_metric(name, value)
        mlflow.log_metric("r2_2013", r2_score(train[TARGETS], forest.predict(train[FEATURES])))
        mlflow.log_param("test", 2014)
        mlflow.log_param("train", 2013)
        mlflow.log_params(settings)


for depth in reversed(DEPTHS):
    one_run(depth)
