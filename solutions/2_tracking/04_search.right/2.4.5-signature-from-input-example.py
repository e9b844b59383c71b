# exercise: 2.4.5
tagged = mlflow.search_runs(
    experiment_names=[desk.experiment],
    filter_string=f"{children} and tags.best = 'true'",
    output_format="list",
)[0]
parameters = {name: int(text) for name, text in tagged.data.params.items()}
forest = RandomForestRegressor(**parameters)
forest.fit(train[FEATURES], train[TARGETS])
judged = scores(test[TARGETS], forest.predict(test[FEATURES]))

with mlflow.start_run(run_id=search.info.run_id):
    mlflow.sklearn.log_model(
        forest,
        name="forest",
        input_example=train[FEATURES].head(5),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
        skops_trusted_types=["sklearn.tree._tree.Tree"],
    )
    mlflow.log_metrics(judged)
    mlflow.set_tag("judged_on", "2014")
