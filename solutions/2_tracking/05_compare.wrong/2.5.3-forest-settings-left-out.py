# exercise: 2.5.3
# verdict: wrong
# says: lacks the parameters n_estimators, min_samples_leaf
def measure(inputs, split):
    """A run of the forest with these inputs under this split."""
    features = INPUTS[inputs]
    settings = {"features": ", ".join(features), "split": split, "seed": SEED}
    with mlflow.start_run(run_name=f"{inputs}, {split}"):
        mlflow.log_params(settings | {"train": LEARNS[split], "test": JUDGES[split]})
        mlflow.log_metrics(learn_and_judge(features, split))


mlflow.set_experiment(desk.experiment)
for inputs in INPUTS:
    for split in ["hours", "months"]:
        measure(inputs, split)
