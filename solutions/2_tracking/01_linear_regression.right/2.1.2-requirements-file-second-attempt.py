# exercise: 2.1.2
import tempfile
from pathlib import Path

given = train[FEATURES].iloc[:100]
signature = infer_signature(given, pd.DataFrame(model.predict(given), columns=TARGETS, index=given.index))

with tempfile.TemporaryDirectory() as folder, mlflow.start_run(run_id=run_id):
    requirements = Path(folder) / "requirements.txt"
    requirements.write_text(f"scikit-learn=={sklearn.__version__}\npandas=={pd.__version__}\n")
    # first attempt: forgot the signature
    logged = mlflow.sklearn.log_model(model, name="model", pip_requirements=str(requirements))
    # and once more, with it
    logged = mlflow.sklearn.log_model(model, name="model", signature=signature, pip_requirements=str(requirements))
