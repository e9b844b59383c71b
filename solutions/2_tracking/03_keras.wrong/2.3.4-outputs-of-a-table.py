# exercise: 2.3.4
# verdict: wrong
# says: The signature's outputs are those of a table
with mlflow.start_run(run_id=run_id):
    mlflow.log_params(by_hand)
    logged = mlflow.keras.log_model(
        network,
        name="model",
        signature=infer_signature(x_learn, pd.DataFrame(network.predict(x_learn, verbose=0), columns=TARGETS)),
        pip_requirements=[f"keras=={keras.__version__}", f"jax=={jax.__version__}"],
    )
    mlflow.log_metrics(scores(test[TARGETS], network.predict(x_test, verbose=0)))
