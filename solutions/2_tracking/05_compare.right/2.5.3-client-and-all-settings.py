# exercise: 2.5.3
from itertools import product

experiment = mlflow.set_experiment(desk.experiment)


def measure(inputs, split):
    """A run of the forest with these inputs under this split."""
    features = INPUTS[inputs]
    described = RandomForestRegressor(**FOREST, random_state=SEED).get_params()
    described |= {"inputs": inputs, "features": ", ".join(features), "split": split, "seed": SEED}
    described |= {"train": LEARNS[split], "test": JUDGES[split]}
    run_id = client.create_run(experiment.experiment_id, run_name=f"{inputs}, {split}").info.run_id
    for name, value in learn_and_judge(features, split).items():
        client.log_metric(run_id, name, float(value))
    for name, value in described.items():
        client.log_param(run_id, name, value)
    client.set_terminated(run_id)


for split, inputs in product(["months", "hours"], INPUTS):
    measure(inputs, split)
