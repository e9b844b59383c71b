# exercise: 2.3.5
watched = {}
mlflow.sklearn.autolog(**quiet, silent=True)
try:
    for name in sorted(candidates, reverse=True):
        run = mlflow.start_run(run_name=name)
        candidates[name].fit(train[FEATURES].to_numpy(), train[TARGETS].to_numpy())
        mlflow.end_run()
        watched[name] = run.info.run_id
finally:
    mlflow.sklearn.autolog(disable=True)

for name, its_id in watched.items():
    guess = candidates[name].predict(x_test)
    for metric, value in scores(test[TARGETS].to_numpy(), guess).items():
        client.log_metric(its_id, metric, float(value))
