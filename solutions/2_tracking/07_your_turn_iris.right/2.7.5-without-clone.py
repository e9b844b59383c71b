# exercise: 2.7.5
scores, seeds = {"logistic_regression": [], "tree": []}, range(30)

mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="splits"):
    for seed in seeds:
        learned, judged, names, truth = split(seed)
        scores["logistic_regression"].append(logistic.fit(learned, names).score(judged, truth))
        scores["tree"].append(tree.fit(learned, names).score(judged, truth))
        mlflow.log_metrics({name: values[-1] for name, values in scores.items()}, step=seed)
    accuracies = pd.DataFrame(scores, index=seeds)
    for name in scores:
        mlflow.log_metrics({f"{name}_mean": accuracies[name].mean(), f"{name}_std": accuracies[name].std()})
