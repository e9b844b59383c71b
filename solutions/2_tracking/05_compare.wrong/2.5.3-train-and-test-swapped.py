# exercise: 2.5.3
# verdict: wrong
# says: has train = 'the other hours'
def measure(inputs, split):
    """A run of the forest with these inputs under this split."""
    features = INPUTS[inputs]
    settings = FOREST | {"features": ", ".join(features), "split": split, "seed": SEED}
    with mlflow.start_run(run_name=f"{inputs}, {split}"):
        mlflow.log_params(settings | {"train": JUDGES[split], "test": LEARNS[split]})
        mlflow.log_metrics(learn_and_judge(features, split))


mlflow.set_experiment(desk.experiment)
for inputs in INPUTS:
    for split in ["hours", "months"]:
        measure(inputs, split)
