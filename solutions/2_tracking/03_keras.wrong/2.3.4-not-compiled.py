# exercise: 2.3.4
# verdict: crashed
# says: can't be evaluated
bare = keras.Sequential([layers.Input((len(FEATURES),)), *network.layers])
with mlflow.start_run(run_id=run_id):
    mlflow.log_params(by_hand)
    logged = mlflow.keras.log_model(
        bare,
        name="model",
        signature=infer_signature(x_learn, bare.predict(x_learn, verbose=0)),
        pip_requirements=[f"keras=={keras.__version__}", f"jax=={jax.__version__}"],
    )
    mlflow.log_metrics(scores(test[TARGETS], bare.predict(x_test, verbose=0)))
