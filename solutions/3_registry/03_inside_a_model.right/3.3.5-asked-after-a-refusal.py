# exercise: 3.3.5
import re

options = {
    "name": "model",
    "signature": infer_signature(train[FEATURES], neighbours.predict(train[FEATURES])),
    "pip_requirements": [f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"],
}
try:
    with mlflow.start_run(run_name="first try"):
        mlflow.sklearn.log_model(neighbours, **options)
except mlflow.exceptions.MlflowException as refused:
    types = re.findall("'(sklearn[^']+)'", refused.message)
with mlflow.start_run(run_name="second try"):
    mlflow.sklearn.log_model(neighbours, skops_trusted_types=types, **options)
