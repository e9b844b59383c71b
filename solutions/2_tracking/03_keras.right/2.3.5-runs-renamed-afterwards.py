# exercise: 2.3.5
# the runs that autolog opens itself, with their names given afterwards
mlflow.sklearn.autolog(**quiet)
made = {}
for name, model in candidates.items():
    model.fit(train[FEATURES], train[TARGETS])
    made[name] = mlflow.last_active_run().info.run_id
mlflow.sklearn.autolog(disable=True)

for name, made_id in made.items():
    client.update_run(made_id, name=name)
    for metric, value in scores(test[TARGETS], candidates[name].predict(test[FEATURES])).items():
        client.log_metric(made_id, metric, float(value))
