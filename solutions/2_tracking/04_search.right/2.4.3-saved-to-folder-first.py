# exercise: 2.4.3
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    for name, picture in {"slice": slices, "history": history, "importances": importances}.items():
        picture.savefig(Path(folder) / f"{name}.png", dpi=200, facecolor="white")
    history.savefig(Path(folder) / "history.svg")
    with mlflow.start_run(run_id=search.info.run_id):
        mlflow.log_artifacts(folder)
