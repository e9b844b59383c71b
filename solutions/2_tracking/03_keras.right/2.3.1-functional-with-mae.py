# exercise: 2.3.1
mlflow.keras.autolog(log_models=False, log_datasets=False, silent=True)

standardise.adapt(x_learn)
weather = keras.Input(shape=(4,), name="weather")
flow = standardise(weather)
for layer in hidden:
    flow = layer(flow)
power = layers.Dense(2, name="power")(flow)
network = keras.Model(inputs=weather, outputs=power, name="weather_to_power")
network.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.005), loss=keras.losses.MeanSquaredError(), metrics=["mae"]
)

run = mlflow.start_run(run_name="network")
run_id = run.info.run_id
try:
    history = network.fit(
        x_learn,
        y_learn,
        validation_data=(x_valid, y_valid),
        callbacks=[keras.callbacks.TerminateOnNaN(), stopping],
        **settings,
    )
finally:
    mlflow.end_run()
    mlflow.keras.autolog(disable=True)
