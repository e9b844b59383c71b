# exercise: 2.7.5
# verdict: wrong
# says: for 10 splits; at least 20 are needed
models = {"logistic_regression": logistic, "tree": tree}
rows = {}
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="splits"):
    for seed in range(10):
        learned, judged, names, truth = split(seed)
        rows[seed] = {name: clone(model).fit(learned, names).score(judged, truth) for name, model in models.items()}
        mlflow.log_metrics(rows[seed], step=seed)
    accuracies = pd.DataFrame(rows).T
    mlflow.log_metrics(accuracies.mean().add_suffix("_mean").to_dict())
    mlflow.log_metrics(accuracies.std().add_suffix("_std").to_dict())
