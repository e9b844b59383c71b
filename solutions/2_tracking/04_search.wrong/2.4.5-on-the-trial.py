# exercise: 2.4.5
# verdict: wrong
# says: The model is on trial
parameters = {name: int(text) for name, text in mlflow.get_run(best["run_id"]).data.params.items()}
forest = RandomForestRegressor(**parameters).fit(train[FEATURES], train[TARGETS])
judged = scores(test[TARGETS], forest.predict(test[FEATURES]))

with mlflow.start_run(run_id=best["run_id"]):
    mlflow.log_metrics(judged)
    mlflow.sklearn.log_model(
        forest,
        name="model",
        signature=infer_signature(train[FEATURES], forest.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
        skops_trusted_types=["sklearn.tree._tree.Tree"],
    )
