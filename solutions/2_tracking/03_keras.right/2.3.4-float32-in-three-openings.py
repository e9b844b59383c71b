# exercise: 2.3.4
with mlflow.start_run(run_id=run_id):
    power = network.predict(x_test.astype("float32"), verbose=0)
    mlflow.log_metrics(scores(test[TARGETS], power))
    mlflow.log_metric("rmse_solar", root_mean_squared_error(test["solar_GW"], power[:, 0]))
    mlflow.log_metric("rmse_wind", root_mean_squared_error(test["wind_GW"], power[:, 1]))

with mlflow.start_run(run_id=run_id):
    weather = x_learn.astype("float32")
    logged = mlflow.keras.log_model(
        network,
        name="weather-to-power",
        signature=infer_signature(weather, network.predict(weather, verbose=0)),
        pip_requirements=[f"jax=={jax.__version__}", f"keras=={keras.__version__}"],
    )

mlflow.start_run(run_id=run_id)
for name in sorted(by_hand):
    mlflow.log_param(name, by_hand[name])
mlflow.set_tag("judged_on", "2014, every hour")
mlflow.end_run()
