# exercise: 3.2.2
champion = client.get_model_version_by_alias(MODEL, "champion")
model = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
predicted = forecast(model, january)
errors = np.sqrt(((january[TARGETS].to_numpy() - predicted) ** 2).mean(axis=0))

place = client.get_experiment_by_name(desk.experiment).experiment_id
run = client.create_run(place, run_name="what the champion did in January")
client.log_param(run.info.run_id, "month", "2015-01")
client.log_param(run.info.run_id, "version", int(champion.version))
client.log_param(run.info.run_id, "alias", "champion")
for target, error in zip(("wind", "solar"), errors[::-1]):
    client.log_metric(run.info.run_id, f"rmse_{target}", float(error))
client.log_metric(run.info.run_id, "hours", len(january))
client.set_terminated(run.info.run_id)
