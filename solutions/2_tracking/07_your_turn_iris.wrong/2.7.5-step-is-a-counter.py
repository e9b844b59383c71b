# exercise: 2.7.5
# verdict: wrong
# says: The step is the seed
models = {"logistic_regression": logistic, "tree": tree}
rows = {}
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="splits"):
    for number, seed in enumerate(range(100, 130)):
        learned, judged, names, truth = split(seed)
        fitted = {name: clone(model).fit(learned, names) for name, model in models.items()}
        rows[number] = {name: model.score(judged, truth) for name, model in fitted.items()}
        mlflow.log_metrics(rows[number], step=number)
    accuracies = pd.DataFrame(rows).T
    mlflow.log_metrics(accuracies.mean().add_suffix("_mean").to_dict())
    mlflow.log_metrics(accuracies.std().add_suffix("_std").to_dict())
