# exercise: 2.1.2
# verdict: wrong
# says: was stored by another flavor of MLflow
class Wrapped(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return model.predict(model_input)


with mlflow.start_run(run_id=run_id):
    logged = mlflow.pyfunc.log_model(
        name="model",
        python_model=Wrapped(),
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
