# exercise: 2.1.2
# verdict: wrong
# says: has no logged model; it holds the files model.pkl
import pickle
from pathlib import Path

Path("model.pkl").write_bytes(pickle.dumps(model))
with mlflow.start_run(run_id=run_id):
    mlflow.log_artifact("model.pkl")
Path("model.pkl").unlink()
