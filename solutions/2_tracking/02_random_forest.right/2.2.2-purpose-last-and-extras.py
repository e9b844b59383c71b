# exercise: 2.2.2
# parameters, metrics, tags and an artifact beside all that was asked for
import time


def one_depth(depth, seed=0):
    settings = {"max_depth": depth, "random_state": seed, "n_estimators": 20}
    with mlflow.start_run(run_name=f"forest-{depth or 'unlimited'}", nested=True, tags={"author": "me"}) as child:
        mlflow.log_params(settings)
        mlflow.log_params({"train": 2013, "test": 2014, "features": ",".join(FEATURES), "library": "scikit-learn"})
        begun = time.perf_counter()
        forest = grow(**settings)
        mlflow.log_metric("seconds_to_grow", time.perf_counter() - begun)
        result = scores(test[TARGETS], forest.predict(test[FEATURES]))
        for name, value in result.items():
            mlflow.log_metric(name, value)
        on_2013 = scores(train[TARGETS], forest.predict(train[FEATURES]))
        mlflow.log_metrics({f"{name}_on_2013": value for name, value in on_2013.items()})
    return child.info.run_id, float(result["rmse"])


mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="depths") as parent:
    results = {str(depth): one_depth(depth) for depth in DEPTHS}
    mlflow.log_dict({depth: rmse for depth, (_, rmse) in results.items()}, "summary.json")
    mlflow.log_metric("lowest_rmse", min(rmse for _, rmse in results.values()))
    mlflow.log_param("depths", str(DEPTHS))
    mlflow.set_tag("purpose", "At which depth do the trees stop getting better on 2014?")
