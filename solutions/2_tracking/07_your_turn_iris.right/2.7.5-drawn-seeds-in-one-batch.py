# exercise: 2.7.5
import time

import numpy as np
from mlflow.entities import Metric

models = {"tree": tree, "logistic_regression": logistic}
seeds = [int(seed) for seed in np.random.default_rng(11).choice(10_000, size=24, replace=False)]


def shares(seed):
    """The accuracy of each model, fitted anew, on the split of this seed."""
    learned, judged, names, truth = split(seed)
    return {name: accuracy_score(truth, clone(model).fit(learned, names).predict(judged)) for name, model in models.items()}


accuracies = pd.DataFrame([shares(seed) for seed in seeds], index=seeds)

now = int(time.time() * 1000)
logged = [Metric(name, float(accuracies.loc[seed, name]), now, seed) for name in models for seed in seeds]
for name in models:
    logged.append(Metric(f"{name}_mean", float(accuracies[name].mean()), now, 0))
    logged.append(Metric(f"{name}_std", float(accuracies[name].std(ddof=0)), now, 0))

client = mlflow.MlflowClient()
experiment = mlflow.set_experiment(desk.experiment)
splits = client.create_run(experiment.experiment_id, run_name="splits")
client.log_batch(splits.info.run_id, metrics=logged)
client.set_terminated(splits.info.run_id)
