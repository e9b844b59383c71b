# exercise: 2.7.5
# verdict: wrong
# says:  tree is 
rows = {}
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="splits"):
    for seed in range(30):
        learned, judged, names, truth = split(seed)
        fresh = clone(logistic).fit(learned, names)
        rows[seed] = {"logistic_regression": fresh.score(judged, truth), "tree": tree.score(judged, truth)}
        mlflow.log_metrics(rows[seed], step=seed)
    accuracies = pd.DataFrame(rows).T
    mlflow.log_metrics(accuracies.mean().add_suffix("_mean").to_dict())
    mlflow.log_metrics(accuracies.std().add_suffix("_std").to_dict())
