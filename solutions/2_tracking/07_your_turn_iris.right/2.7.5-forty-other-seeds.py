# exercise: 2.7.5
import time

from mlflow.entities import Metric

seeds = range(1, 200, 5)
lines = []
for seed in seeds:
    X_learn, X_judge, y_learn, y_judge = split(seed)
    lines.append([clone(model).fit(X_learn, y_learn).score(X_judge, y_judge) for model in (tree, logistic)])
accuracies = pd.DataFrame(lines, index=pd.Index(seeds, name="seed"), columns=["tree", "logistic_regression"])

mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="splits") as splits_run:
    now = int(1000 * time.time())
    batch = [
        Metric(name, float(value), now, int(seed)) for name in accuracies for seed, value in accuracies[name].items()
    ]
    mlflow.MlflowClient().log_batch(splits_run.info.run_id, metrics=batch)
    for name in accuracies:
        values = accuracies[name].to_numpy()
        mlflow.log_metric(f"{name}_mean", float(values.mean()))
        mlflow.log_metric(f"{name}_std", float(values.std()))
