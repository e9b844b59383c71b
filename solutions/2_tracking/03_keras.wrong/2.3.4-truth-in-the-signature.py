# exercise: 2.3.4
# verdict: wrong
# says: By its signature the model gives float64 numbers; the network gives float32 numbers
with mlflow.start_run(run_id=run_id):
    mlflow.log_params(by_hand)
    logged = mlflow.keras.log_model(
        network,
        name="model",
        signature=infer_signature(x_learn, y_learn),
        pip_requirements=[f"keras=={keras.__version__}", f"jax=={jax.__version__}"],
    )
    mlflow.log_metrics(scores(test[TARGETS], network.predict(x_test, verbose=0)))
