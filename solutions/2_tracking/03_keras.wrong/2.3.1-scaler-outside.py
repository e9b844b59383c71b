# exercise: 2.3.1
# verdict: wrong
# says: has no Normalization layer: it can't take raw weather
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler().fit(x_learn)
network = keras.Sequential([layers.Input((len(FEATURES),)), *hidden, layers.Dense(len(TARGETS))])
network.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")

mlflow.keras.autolog(log_models=False, log_datasets=False)
with mlflow.start_run(run_name="network") as run:
    network.fit(
        scaler.transform(x_learn), y_learn, validation_data=(scaler.transform(x_valid), y_valid), callbacks=[stopping], **settings
    )
mlflow.keras.autolog(disable=True)
run_id = run.info.run_id
