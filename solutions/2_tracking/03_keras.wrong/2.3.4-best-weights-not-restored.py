# exercise: 2.3.4
# verdict: wrong
# says: has the weights of the last epoch, not of the best one
keras.utils.set_random_seed(2013)
standardise = layers.Normalization()
standardise.adapt(x_learn)
hidden = [layers.Dense(32, activation="relu"), layers.Dense(32, activation="relu")]
network = keras.Sequential([layers.Input((len(FEATURES),)), standardise, *hidden, layers.Dense(len(TARGETS))])
network.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5)
mlflow.keras.autolog(log_models=False, log_datasets=False)
with mlflow.start_run(run_name="network") as run:
    network.fit(x_learn, y_learn, validation_data=(x_valid, y_valid), callbacks=[stopping], **settings)
mlflow.keras.autolog(disable=True)
run_id = run.info.run_id

with mlflow.start_run(run_id=run_id):
    mlflow.log_params(by_hand)
    logged = mlflow.keras.log_model(
        network,
        name="model",
        signature=infer_signature(x_learn, network.predict(x_learn, verbose=0)),
        pip_requirements=[f"keras=={keras.__version__}", f"jax=={jax.__version__}"],
    )
    mlflow.log_metrics(scores(test[TARGETS], network.predict(x_test, verbose=0)))
