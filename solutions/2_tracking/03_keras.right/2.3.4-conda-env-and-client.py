# exercise: 2.3.4
import platform

prediction = network.predict(x_test, verbose=0)
for name, value in scores(test[TARGETS].to_numpy(), prediction).items():
    client.log_metric(run_id, name, float(value))

for name, value in by_hand.items():
    client.log_param(run_id, name, value)

few = x_learn[:10]
environment = {
    "name": "network",
    "channels": ["conda-forge"],
    "dependencies": [
        f"python={platform.python_version()}",
        "pip",
        {"pip": [f"jax=={jax.__version__}", f"keras=={keras.__version__}"]},
    ],
}
with mlflow.start_run(run_id=run_id):
    logged = mlflow.keras.log_model(
        network,
        name="network",
        signature=infer_signature(few, network.predict(few, verbose=0)),
        conda_env=environment,
    )
