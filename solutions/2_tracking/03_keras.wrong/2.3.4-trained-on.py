# exercise: 2.3.4
# verdict: wrong
# says: the logged network's loss isn't the lowest val_loss of the run
network.fit(x_learn, y_learn, epochs=3, batch_size=256, verbose=0)
with mlflow.start_run(run_id=run_id):
    mlflow.log_params(by_hand)
    logged = mlflow.keras.log_model(
        network,
        name="model",
        signature=infer_signature(x_learn, network.predict(x_learn, verbose=0)),
        pip_requirements=[f"keras=={keras.__version__}", f"jax=={jax.__version__}"],
    )
    mlflow.log_metrics(scores(test[TARGETS], network.predict(x_test, verbose=0)))
