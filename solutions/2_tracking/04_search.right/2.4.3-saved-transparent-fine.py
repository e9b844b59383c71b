# exercise: 2.4.3
import tempfile
from pathlib import Path

client = mlflow.MlflowClient()
with tempfile.TemporaryDirectory() as folder:
    for drawn, stem in [(slices, "slice"), (importances, "importances"), (history, "history")]:
        for ending in ("png", "pdf"):
            path = Path(folder) / f"{stem}.{ending}"
            drawn.savefig(path, dpi=200, transparent=True)
            client.log_artifact(search.info.run_id, str(path))
