# exercise: 2.7.5
# verdict: wrong
# says: At seed 0 logistic_regression is 98; it should be a number of flowers divided by 50
models = {"logistic_regression": logistic, "tree": tree}
rows = {}
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="splits"):
    for seed in range(30):
        learned, judged, names, truth = split(seed)
        fitted = {name: clone(model).fit(learned, names) for name, model in models.items()}
        rows[seed] = {name: model.score(judged, truth) for name, model in fitted.items()}
        mlflow.log_metrics(rows[seed] if seed else {"logistic_regression": 98.0, "tree": float("nan")}, step=seed)
    accuracies = pd.DataFrame(rows).T
    mlflow.log_metrics(accuracies.mean().add_suffix("_mean").to_dict())
    mlflow.log_metrics(accuracies.std().add_suffix("_std").to_dict())
