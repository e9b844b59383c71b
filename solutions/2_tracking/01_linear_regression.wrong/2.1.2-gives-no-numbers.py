# exercise: 2.1.2
# verdict: wrong
# says: gives no number for 17472 of 17472 hours
import numpy as np

broken = LinearRegression().fit(train[FEATURES], train[TARGETS])
broken.coef_[:] = np.nan

with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        broken,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
