# exercise: 2.1.4
import tempfile
from pathlib import Path

from mlflow import MlflowClient
from PIL import Image

with tempfile.TemporaryDirectory() as folder:
    colourful = Path(folder) / "colourful.png"
    picture = Path(folder) / "week.png"
    figure.savefig(colourful, dpi=180, facecolor="white")
    with Image.open(colourful) as image:
        image.convert("L").save(picture)
    MlflowClient().log_artifact(run_id, str(picture))
