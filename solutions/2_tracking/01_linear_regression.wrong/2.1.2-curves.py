# exercise: 2.1.2
# verdict: wrong
# says: isn't the least-squares fit to the hours of 2013
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures

curved = make_pipeline(PolynomialFeatures(2), LinearRegression()).fit(train[FEATURES], train[TARGETS])

with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        curved,
        name="model",
        signature=infer_signature(train[FEATURES], curved.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
        serialization_format="cloudpickle",
    )
