# exercise: 2.1.2
# verdict: wrong
# says: A scaler that changes the inputs first belongs in the logged model
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler().fit(train[FEATURES])
of_scaled = LinearRegression().fit(scaler.transform(train[FEATURES]), train[TARGETS])

with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        of_scaled,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
