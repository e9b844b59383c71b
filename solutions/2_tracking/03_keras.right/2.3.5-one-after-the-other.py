# exercise: 2.3.5
mlflow.sklearn.autolog(**quiet, silent=True)
mlflow.start_run(run_name="random forest")
forest = candidates["random forest"].fit(train[FEATURES].to_numpy(), train[TARGETS].to_numpy())
mlflow.end_run()
with mlflow.start_run(run_name="linear regression") as line_run:
    line = LinearRegression().fit(train[FEATURES], train[TARGETS])
mlflow.sklearn.autolog(disable=True)

forest_run = client.search_runs([line_run.info.experiment_id], "attributes.run_name = 'random forest'")[0]
for its, given in [(line_run, line.predict(test[FEATURES])), (forest_run, forest.predict(test[FEATURES].to_numpy()))]:
    for name, score in scores(test[TARGETS], given).items():
        client.log_metric(its.info.run_id, name, score)
