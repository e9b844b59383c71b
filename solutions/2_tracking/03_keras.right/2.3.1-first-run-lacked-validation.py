# exercise: 2.3.1
def build():
    net = keras.Sequential(name="weather")
    net.add(keras.Input((len(FEATURES),)))
    net.add(standardise)
    net.add(layers.Dense(32, activation="relu"))
    net.add(layers.Dense(32, activation="relu"))
    net.add(layers.Dense(len(TARGETS)))
    net.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    return net


standardise.adapt(x_learn)
mlflow.keras.autolog(log_models=False, log_datasets=False)

# first attempt: "conditioned on metric val_loss which is not available", so the validation hours were missing
with mlflow.start_run(run_name="network"):
    build().fit(x_learn, y_learn, callbacks=[stopping], **(settings | {"epochs": 3}))

# second attempt
network = build()
with mlflow.start_run(run_name="network") as run:
    network.fit(x_learn, y_learn, validation_data=(x_valid, y_valid), callbacks=[stopping], **settings)

mlflow.keras.autolog(disable=True)
run_id = run.info.run_id
