# exercise: 2.3.4
# verdict: wrong
# says: but the run's own model scores
with mlflow.start_run(run_id=run_id):
    mlflow.log_params(by_hand)
    logged = mlflow.keras.log_model(
        network,
        name="model",
        signature=infer_signature(x_learn, network.predict(x_learn, verbose=0)),
        pip_requirements=[f"keras=={keras.__version__}", f"jax=={jax.__version__}"],
    )
    mlflow.log_metrics(scores(y_learn, network.predict(x_learn, verbose=0)))
