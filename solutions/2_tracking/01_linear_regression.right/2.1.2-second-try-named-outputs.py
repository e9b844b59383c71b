# exercise: 2.1.2
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, Schema

requirements = [f"pandas=={pd.__version__}", f"scikit-learn=={sklearn.__version__}"]

# first try: forgot the signature
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(model, name="model", pip_requirements=requirements)

# once more, with it
signature = ModelSignature(
    inputs=Schema([ColSpec("double", column) for column in FEATURES]),
    outputs=Schema([ColSpec("double", column) for column in TARGETS]),
)
print(signature)

mlflow.start_run(run_id=run_id)
logged = mlflow.sklearn.log_model(
    sk_model=model, name="model", pip_requirements=requirements, signature=signature
)
mlflow.end_run()
