# exercise: 2.4.5
# verdict: wrong
# says: but no model.
parameters = {name: int(text) for name, text in mlflow.get_run(best["run_id"]).data.params.items()}
forest = RandomForestRegressor(**parameters).fit(train[FEATURES], train[TARGETS])
judged = scores(test[TARGETS], forest.predict(test[FEATURES]))

with mlflow.start_run(run_id=search.info.run_id):
    mlflow.log_metrics(judged)
