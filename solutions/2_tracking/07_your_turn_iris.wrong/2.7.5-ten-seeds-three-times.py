# exercise: 2.7.5
# verdict: wrong
# says: at 10 steps: which split gave which
models = {"logistic_regression": logistic, "tree": tree}
seeds = list(range(10)) * 3
rows = []
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="splits"):
    for seed in seeds:
        learned, judged, names, truth = split(seed)
        fitted = {name: clone(model).fit(learned, names) for name, model in models.items()}
        rows.append({name: model.score(judged, truth) for name, model in fitted.items()})
        mlflow.log_metrics(rows[-1], step=seed)
    accuracies = pd.DataFrame(rows, index=seeds)
    mlflow.log_metrics(accuracies.mean().add_suffix("_mean").to_dict())
    mlflow.log_metrics(accuracies.std().add_suffix("_std").to_dict())
