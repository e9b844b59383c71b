# exercise: 2.3.4
# verdict: wrong
# says: The parameter validation is 'a quarter'; by_hand says 'from 2013-10-01'

with mlflow.start_run(run_id=run_id):
    mlflow.log_params(by_hand | {"validation": "a quarter"})
    logged = mlflow.keras.log_model(
        network,
        name="model",
        signature=infer_signature(x_learn, network.predict(x_learn, verbose=0)),
        pip_requirements=[f"keras=={keras.__version__}", f"jax=={jax.__version__}"],
    )
    mlflow.log_metrics(scores(test[TARGETS], network.predict(x_test, verbose=0)))
