# exercise: 2.1.4
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "week.png"
    figure.savefig(path, dpi=180, transparent=True, bbox_inches="tight")
    mlflow.log_artifact(str(path), run_id=run_id)
