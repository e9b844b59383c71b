# exercise: 2.4.5
# verdict: wrong
# says: The model isn't a forest with the parameters of
parameters = study.best_params
forest = RandomForestRegressor(**parameters).fit(train[FEATURES], train[TARGETS])
judged = scores(test[TARGETS], forest.predict(test[FEATURES]))

with mlflow.start_run(run_id=search.info.run_id):
    mlflow.log_metrics(judged)
    mlflow.sklearn.log_model(
        forest,
        name="model",
        signature=infer_signature(train[FEATURES], forest.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
        skops_trusted_types=["sklearn.tree._tree.Tree"],
    )
