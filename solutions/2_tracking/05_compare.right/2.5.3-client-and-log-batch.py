# exercise: 2.5.3
from time import time as seconds_now

from mlflow.entities import Metric, Param

compare_id = mlflow.set_experiment(desk.experiment).experiment_id


def measure(inputs, split):
    features = INPUTS[inputs]
    result = learn_and_judge(features, split)
    settings = {
        "train": LEARNS[split],
        "test": JUDGES[split],
        "split": split,
        "seed": SEED,
        "features": ", ".join(features),
        **FOREST,
    }
    now = int(seconds_now() * 1000)
    run_id = client.create_run(compare_id, run_name=f"{inputs}, {split}").info.run_id
    client.log_batch(
        run_id,
        metrics=[Metric(name, float(value), now, 0) for name, value in result.items()],
        params=[Param(name, str(value)) for name, value in settings.items()],
    )
    client.set_terminated(run_id)
    return run_id


for split in ("months", "hours"):
    for inputs in ("calendar", "weather"):
        measure(inputs, split)
