# exercise: 2.3.1
# verdict: wrong
# says: By its validation_split of '0.25'
standardise.adapt(x_learn)
network = keras.Sequential([layers.Input((len(FEATURES),)), standardise, *hidden, layers.Dense(len(TARGETS))])
network.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")

mlflow.keras.autolog(log_models=False, log_datasets=False)
with mlflow.start_run(run_name="network") as run:
    network.fit(x_learn, y_learn, validation_split=0.25, callbacks=[stopping], **settings)
mlflow.keras.autolog(disable=True)

run_id = run.info.run_id
