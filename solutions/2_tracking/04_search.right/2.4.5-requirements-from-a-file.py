# exercise: 2.4.5
import tempfile
from pathlib import Path

from sklearn.metrics import mean_absolute_error

client = mlflow.MlflowClient()
parameters = {}
for name, text in client.get_run(best["run_id"]).data.params.items():
    parameters[name] = int(text)

forest = RandomForestRegressor(n_jobs=2)
forest.set_params(**parameters)
forest.fit(train.loc[:, FEATURES], train.loc[:, TARGETS])

prediction = forest.predict(test[FEATURES])
judged = scores(test[TARGETS], prediction)
for name, value in judged.items():
    client.log_metric(search.info.run_id, name, float(value))
client.log_metric(search.info.run_id, "mae", float(mean_absolute_error(test[TARGETS], prediction)))

with tempfile.TemporaryDirectory() as folder:
    needed = Path(folder) / "requirements.txt"
    needed.write_text(f"skops=={skops.__version__}\nscikit-learn=={sklearn.__version__}\n")
    with mlflow.start_run(run_id=search.info.run_id):
        mlflow.sklearn.log_model(
            forest,
            name="model",
            signature=infer_signature(test[FEATURES].head(48), prediction[:48]),
            pip_requirements=str(needed),
            skops_trusted_types=["sklearn.tree._tree.Tree"],
        )
print(judged)
