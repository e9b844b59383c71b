# exercise: 2.2.5
from decimal import Decimal
from pathlib import Path

folder = Path(mlflow.artifacts.download_artifacts(artifact_uri=f"models:/{logged.model_id}"))
weight = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
print(f"{weight} bytes")

answer("2.2.5", (Decimal(weight) / 1_000_000).quantize(Decimal("0.1")))
