# exercise: 2.3.1
# verdict: wrong
# says: autolog has opened a run of its own
standardise.adapt(x_learn)
network = keras.Sequential([layers.Input((len(FEATURES),)), standardise, *hidden, layers.Dense(len(TARGETS))])
network.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
mlflow.keras.autolog(log_models=False, log_datasets=False)
network.fit(x_learn, y_learn, validation_data=(x_valid, y_valid), callbacks=[stopping], **settings)
mlflow.keras.autolog(disable=True)
