# exercise: 2.3.1
standardise.adapt(x_learn)

weather = keras.Input(shape=(len(FEATURES),), name="weather")
state = standardise(weather)
for layer in hidden:
    state = layer(state)
heads = [layers.Dense(1, name=target)(state) for target in TARGETS]
network = keras.Model(weather, layers.Concatenate(name="power")(heads), name="forecast")
network.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="mse", metrics=["mae"])

mlflow.keras.autolog(log_models=False, log_datasets=False)
run = mlflow.start_run(run_name="network")
try:
    network.fit(
        x=x_learn,
        y=y_learn,
        validation_data=(x_valid, y_valid),
        callbacks=[keras.callbacks.TerminateOnNaN(), stopping],
        **settings,
    )
finally:
    mlflow.end_run()
    mlflow.keras.autolog(disable=True)

run_id = run.info.run_id
