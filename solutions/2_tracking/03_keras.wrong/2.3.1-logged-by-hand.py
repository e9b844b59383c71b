# exercise: 2.3.1
# verdict: wrong
# says: the losses were logged by hand
standardise.adapt(x_learn)
network = keras.Sequential([layers.Input((len(FEATURES),)), standardise, *hidden, layers.Dense(len(TARGETS))])
network.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
with mlflow.start_run(run_name="network") as run:
    history = network.fit(x_learn, y_learn, validation_data=(x_valid, y_valid), callbacks=[stopping], epochs=2, verbose=0)
    for step in range(2):
        mlflow.log_metrics({name: values[step] for name, values in history.history.items()}, step=step)
run_id = run.info.run_id
