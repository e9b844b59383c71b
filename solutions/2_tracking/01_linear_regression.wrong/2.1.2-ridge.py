# exercise: 2.1.2
# verdict: wrong
# says: isn't the least-squares fit to the hours of 2013
from sklearn.linear_model import Ridge

ridge = Ridge().fit(train[FEATURES], train[TARGETS])

with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        ridge,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
