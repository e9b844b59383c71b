# exercise: 2.1.2
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

scaled = make_pipeline(StandardScaler(), LinearRegression()).fit(train[FEATURES], train[TARGETS])

with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        scaled,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
