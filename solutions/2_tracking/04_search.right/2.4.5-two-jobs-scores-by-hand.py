# exercise: 2.4.5
from ast import literal_eval
from importlib.metadata import version

client = mlflow.MlflowClient()
tagged = client.search_runs([search.info.experiment_id], f"{children} and tags.best = 'true'")[0]
parameters = {name: literal_eval(text) for name, text in tagged.data.params.items()}

forest = RandomForestRegressor(n_jobs=2)
forest.set_params(**parameters)
forest.fit(X=train.loc[:, FEATURES], y=train.loc[:, TARGETS])


def predicted(hours):
    return pd.DataFrame(forest.predict(hours[FEATURES]), columns=TARGETS, index=hours.index)


truth = test[TARGETS]
squares = (truth - predicted(test)) ** 2
each = 1 - squares.sum() / ((truth - truth.mean()) ** 2).sum()
judged = {
    "rmse": float(np.sqrt(squares.mean()).mean()),
    "r2_wind": float(each["wind_GW"]),
    "r2_solar": float(each["solar_GW"]),
    "r2": float(each.mean()),
}

with mlflow.start_run(run_id=search.info.run_id):
    mlflow.sklearn.log_model(
        sk_model=forest,
        name="forest-of-2013",
        signature=infer_signature(train[FEATURES], predicted(train)),
        pip_requirements=[f"{package}=={version(package)}" for package in ("numpy", "skops", "scikit-learn")],
        skops_trusted_types=["sklearn.tree._tree.Tree"],
    )
for name, value in judged.items():
    client.log_metric(search.info.run_id, name, value)
print(judged)
