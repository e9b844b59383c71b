# exercise: 2.3.4
# verdict: wrong
# says: The parameter model is 'LinearRegression'; by_hand says 'network'

with mlflow.start_run(run_id=run_id):
    mlflow.log_params(by_hand | {"model": "LinearRegression"})
    logged = mlflow.keras.log_model(
        network,
        name="model",
        signature=infer_signature(x_learn, network.predict(x_learn, verbose=0)),
        pip_requirements=[f"keras=={keras.__version__}", f"jax=={jax.__version__}"],
    )
    mlflow.log_metrics(scores(test[TARGETS], network.predict(x_test, verbose=0)))
