# exercise: 2.1.4
# verdict: wrong
# says: holds week.png/figure.png and no week.png
from pathlib import Path

figure.savefig("figure.png")
with mlflow.start_run(run_id=run_id):
    mlflow.log_artifact("figure.png", "week.png")
Path("figure.png").unlink()
