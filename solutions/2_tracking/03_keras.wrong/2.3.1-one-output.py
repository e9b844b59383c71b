# exercise: 2.3.1
# verdict: wrong
# says: gives 1 number for each hour; there are 2 targets
standardise.adapt(x_learn)
network = keras.Sequential([layers.Input((len(FEATURES),)), standardise, *hidden, layers.Dense(1)])
network.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")

mlflow.keras.autolog(log_models=False, log_datasets=False)
with mlflow.start_run(run_name="network") as run:
    network.fit(x_learn, y_learn, validation_data=(x_valid, y_valid), callbacks=[stopping], **settings)
mlflow.keras.autolog(disable=True)

run_id = run.info.run_id
