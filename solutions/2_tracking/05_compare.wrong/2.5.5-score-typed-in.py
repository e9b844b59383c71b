# exercise: 2.5.5
# verdict: wrong
# says: says that its rmse is 0.9000; its model is off by
import sklearn
from mlflow.models import infer_signature
from sklearn.linear_model import LinearRegression

train = germany[time.year == 2013]
mine = LinearRegression().fit(train[FEATURES], train[TARGETS])
mlflow.set_experiment("2.4-search")
with mlflow.start_run(run_name="mine") as run:
    mlflow.sklearn.log_model(
        mine,
        name="model",
        signature=infer_signature(train[FEATURES], mine.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
    mlflow.log_params({"train": 2013, "test": 2014})
    mlflow.log_metric("rmse", 0.9)
chosen = run.info.run_id
client.set_tag(chosen, "choice", "champion candidate")
client.set_tag(chosen, "choice.reason", "lowest RMSE on 2014")
