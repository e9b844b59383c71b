# exercise: 2.2.4
import tempfile
from importlib.metadata import version
from pathlib import Path

in_doubt = skops.io.get_untrusted_types(data=skops.io.dumps(forests[best]))
print("vouched for:", in_doubt)

some_weather = test[FEATURES].head(5)
with tempfile.TemporaryDirectory() as folder:
    requirements = Path(folder) / "requirements.txt"
    requirements.write_text(f"skops=={version('skops')}\nscikit-learn=={version('scikit-learn')}\n")
    mlflow.start_run(run_id=chosen)
    logged = mlflow.sklearn.log_model(
        sk_model=forests[best],
        name="chosen-forest",
        signature=infer_signature(some_weather, forests[best].predict(some_weather)),
        input_example=some_weather,
        skops_trusted_types=in_doubt,
        pip_requirements=str(requirements),
        metadata={"why": "lowest RMSE on 2014"},
    )
    mlflow.end_run()
