# exercise: 2.5.3
# verdict: wrong
# says: lacks the parameter seed
def measure(inputs, split):
    features = INPUTS[inputs]
    settings = FOREST | {"features": ", ".join(features), "split": split}
    with mlflow.start_run(run_name=f"{inputs}, {split}"):
        mlflow.log_params(settings | {"train": LEARNS[split], "test": JUDGES[split]})
        mlflow.log_metrics(learn_and_judge(features, split))


mlflow.set_experiment(desk.experiment)
for inputs in INPUTS:
    for split in ["hours", "months"]:
        measure(inputs, split)
