# exercise: 2.4.5
# verdict: wrong
# says: has no logged model; final, a newer run in the experiment 2.4-search, has
parameters = {name: int(text) for name, text in mlflow.get_run(best["run_id"]).data.params.items()}
forest = RandomForestRegressor(**parameters).fit(train[FEATURES], train[TARGETS])
judged = scores(test[TARGETS], forest.predict(test[FEATURES]))

with mlflow.start_run(run_name="final"):
    mlflow.log_metrics(judged)
    mlflow.sklearn.log_model(
        forest,
        name="model",
        signature=infer_signature(train[FEATURES], forest.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
        skops_trusted_types=["sklearn.tree._tree.Tree"],
    )
