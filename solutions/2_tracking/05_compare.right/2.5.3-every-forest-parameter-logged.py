# exercise: 2.5.3
def measure(inputs, split):
    features = INPUTS[inputs]
    result = learn_and_judge(features, split)
    forest = RandomForestRegressor(**FOREST, random_state=SEED)
    with mlflow.start_run(run_name=f"{inputs}, {split}", tags={"inputs": inputs}):
        mlflow.log_params(forest.get_params())
        mlflow.log_param("features", ", ".join(features))
        mlflow.log_param("split", split)
        mlflow.log_param("seed", SEED)
        mlflow.log_param("train", LEARNS[split])
        mlflow.log_param("test", JUDGES[split])
        for name, score in result.items():
            mlflow.log_metric(name, round(float(score), 6))
        mlflow.log_metric("hours_learned", len(HALVES[split]))
        mlflow.log_dict({"inputs": inputs, "features": list(features)}, "inputs.json")


mlflow.set_experiment(desk.experiment)
measure("weather", "hours")  # a try

for inputs in INPUTS:
    for split in ["hours", "months"]:
        measure(inputs, split)
