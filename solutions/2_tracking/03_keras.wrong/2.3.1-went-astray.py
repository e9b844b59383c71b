# exercise: 2.3.1
# verdict: wrong
# says: the training has diverged
standardise.adapt(x_learn)
network = keras.Sequential([layers.Input((len(FEATURES),)), standardise, *hidden, layers.Dense(len(TARGETS))])
network.compile(optimizer=keras.optimizers.SGD(1e9), loss="mse")

mlflow.keras.autolog(log_models=False, log_datasets=False)
with mlflow.start_run(run_name="network") as run:
    network.fit(x_learn, y_learn, validation_data=(x_valid, y_valid), callbacks=[keras.callbacks.TerminateOnNaN()], **settings)
mlflow.keras.autolog(disable=True)
run_id = run.info.run_id
