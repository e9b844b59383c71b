# exercise: 2.4.5
# verdict: wrong
# says: By its signature the model gives 4 numbers an hour
parameters = {name: int(text) for name, text in mlflow.get_run(best["run_id"]).data.params.items()}
forest = RandomForestRegressor(**parameters).fit(train[FEATURES], train[TARGETS])
judged = scores(test[TARGETS], forest.predict(test[FEATURES]))

with mlflow.start_run(run_id=search.info.run_id):
    mlflow.log_metrics(judged)
    mlflow.sklearn.log_model(
        forest,
        name="model",
        signature=infer_signature(train[FEATURES], train[FEATURES]),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
        skops_trusted_types=["sklearn.tree._tree.Tree"],
    )
shuffled = np.mean([error_of(parameters, *fold) for fold in FOLDS["shuffled hours"]])
promises = {"shuffled hours": shuffled, "whole months": best["metrics.cv_rmse"], "2014": judged["rmse"]}
print(pd.Series(promises).round(2).to_string())
