# exercise: 2.5.3
def measure(inputs, split):
    features = INPUTS[inputs]
    settings = FOREST | {"features": ", ".join(features), "split": split, "seed": SEED}
    with mlflow.start_run(run_name=f"{inputs}, {split}", nested=True):
        mlflow.log_params(settings | {"train": LEARNS[split], "test": JUDGES[split]})
        mlflow.log_metrics(learn_and_judge(features, split))


mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="splits"):
    for inputs in INPUTS:
        for split in ["hours", "months"]:
            measure(inputs, split)
