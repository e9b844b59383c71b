# exercise: 2.4.5
# verdict: wrong
# says: was stored by another flavor of MLflow
parameters = {name: int(text) for name, text in mlflow.get_run(best["run_id"]).data.params.items()}
forest = RandomForestRegressor(**parameters).fit(train[FEATURES], train[TARGETS])
judged = scores(test[TARGETS], forest.predict(test[FEATURES]))

class Forest(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return forest.predict(model_input)


with mlflow.start_run(run_id=search.info.run_id):
    mlflow.log_metrics(judged)
    mlflow.pyfunc.log_model(
        name="model",
        python_model=Forest(),
        signature=infer_signature(train[FEATURES], forest.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
