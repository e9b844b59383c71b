# exercise: 2.1.2
from importlib.metadata import version

import numpy as np
from mlflow.models.signature import ModelSignature
from mlflow.types import ColSpec, Schema, TensorSpec

signature = ModelSignature(
    inputs=Schema([ColSpec("double", feature) for feature in FEATURES]),
    outputs=Schema([TensorSpec(np.dtype("float64"), (-1, len(TARGETS)))]),
)

mlflow.start_run(run_id=run_id)
logged = mlflow.sklearn.log_model(
    sk_model=model,
    name="germany-ols-2013",
    signature=signature,
    input_example=train[FEATURES].head(3),
    pip_requirements=[f"{package}=={version(package)}" for package in ("numpy", "pandas", "scikit-learn", "cloudpickle")],
)
mlflow.end_run()
