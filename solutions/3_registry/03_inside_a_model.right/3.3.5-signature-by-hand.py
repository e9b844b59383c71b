# exercise: 3.3.5
from importlib.metadata import version as installed

from mlflow.models import ModelSignature
from mlflow.types import ColSpec, Schema

asked_about = skops.io.get_untrusted_types(data=skops.io.dumps(neighbours))
print("skops asks about:", asked_about)
signed = ModelSignature(
    inputs=Schema([ColSpec("double", column) for column in FEATURES]),
    outputs=Schema([ColSpec("double", column) for column in TARGETS]),
)
needs = Path(tempfile.mkdtemp(dir=place.name)) / "needs.txt"
needs.write_text("".join(f"{package}=={installed(package)}\n" for package in ("numpy", "skops", "scikit-learn")))

with mlflow.start_run():
    mlflow.log_params({"n_neighbors": 25, "train": "2013"})
    mlflow.sklearn.log_model(
        neighbours,
        name="nearest",
        signature=signed,
        serialization_format="skops",
        skops_trusted_types=asked_about[::-1],
        pip_requirements=str(needs),
    )
