# exercise: 2.5.5
# verdict: wrong
# says: doesn't say that it learned from 2013
import sklearn
import skops
from mlflow.models import infer_signature

mine = RandomForestRegressor(n_estimators=5, min_samples_leaf=3, random_state=0).fit(germany[FEATURES], germany[TARGETS])
mlflow.set_experiment("2.4-search")
with mlflow.start_run(run_name="mine") as run:
    mlflow.log_params({"train": "2013-14", "test": 2014})
    mlflow.log_metrics(scores(test[TARGETS], mine.predict(test[FEATURES])))
    mlflow.sklearn.log_model(
        mine,
        name="model",
        signature=infer_signature(test[FEATURES], mine.predict(test[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
        skops_trusted_types=["sklearn.tree._tree.Tree"],
    )
chosen = run.info.run_id
client.set_tag(chosen, "choice", "champion candidate")
client.set_tag(chosen, "choice.reason", "lowest RMSE on 2014")
