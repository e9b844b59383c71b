# exercise: 2.3.4
import numpy as np
from mlflow.models import ModelSignature
from mlflow.types import Schema, TensorSpec

powers = network.predict(x_test, verbose=0)

for name, value in scores(test[TARGETS].to_numpy(), powers).items():
    client.log_metric(run_id, name, float(value))
client.log_metric(run_id, "bias_wind", float((powers[:, 1] - test["wind_GW"].to_numpy()).mean()))

signature = ModelSignature(
    inputs=Schema([TensorSpec(x_learn.dtype, (-1, len(FEATURES)))]),
    outputs=Schema([TensorSpec(powers.dtype, (-1, len(TARGETS)))]),
)
mlflow.start_run(run_id=run_id)
logged = mlflow.keras.log_model(
    network,
    name="network",
    signature=signature,
    pip_requirements=[f"jax=={jax.__version__}", f"numpy=={np.__version__}", f"keras=={keras.__version__}"],
)
mlflow.end_run()

for name in sorted(by_hand):
    client.log_param(run_id, name, by_hand[name])
