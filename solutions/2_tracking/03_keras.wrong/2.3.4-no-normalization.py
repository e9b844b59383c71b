# exercise: 2.3.4
# verdict: wrong
# says: The logged model has no Normalization layer
bare = keras.Sequential([layers.Input((len(FEATURES),)), *hidden, network.layers[-1]])
bare.compile(loss="mse")
with mlflow.start_run(run_id=run_id):
    mlflow.log_params(by_hand)
    logged = mlflow.keras.log_model(
        bare,
        name="model",
        signature=infer_signature(x_learn, bare.predict(x_learn, verbose=0)),
        pip_requirements=[f"keras=={keras.__version__}", f"jax=={jax.__version__}"],
    )
    mlflow.log_metrics(scores(test[TARGETS], bare.predict(x_test, verbose=0)))
