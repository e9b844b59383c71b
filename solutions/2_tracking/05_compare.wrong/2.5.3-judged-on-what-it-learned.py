# exercise: 2.5.3
# verdict: wrong
# says: That is the forest's score on the hours that it learned from
def measure(inputs, split):
    features = INPUTS[inputs]
    half = germany.loc[HALVES[split]]
    forest = RandomForestRegressor(**FOREST, random_state=SEED).fit(half[features], half[TARGETS])
    with mlflow.start_run(run_name=f"{inputs}, {split}"):
        mlflow.log_params(FOREST | {"features": ", ".join(features), "split": split, "seed": SEED})
        mlflow.log_metrics(scores(half[TARGETS], forest.predict(half[features])))


mlflow.set_experiment(desk.experiment)
for inputs in INPUTS:
    for split in ["hours", "months"]:
        measure(inputs, split)
