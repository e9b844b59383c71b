# exercise: 2.7.5
import statistics

results = {"logistic_regression": {}, "tree": {}}

mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="splits") as splits_run:
    mlflow.log_param("seeds", "29 down to 0")
    for seed in reversed(range(30)):
        X_learn, X_judge, y_learn, y_judge = split(seed)
        for name, known in (("logistic_regression", logistic), ("tree", tree)):
            fresh = type(known)(**known.get_params())
            fresh.fit(X_learn, y_learn)
            results[name][seed] = float(accuracy_score(y_judge, fresh.predict(X_judge)))
            mlflow.log_metric(name, results[name][seed], step=seed)

accuracies = pd.DataFrame(results).sort_index()

with mlflow.start_run(run_id=splits_run.info.run_id):
    for name in results:
        values = list(results[name].values())
        mlflow.log_metric(f"{name}_mean", statistics.fmean(values))
        mlflow.log_metric(f"{name}_std", statistics.stdev(values))
    mlflow.log_text(accuracies.to_csv(), "accuracies.csv")
