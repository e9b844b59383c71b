# exercise: 3.1.1
# verdict: wrong
# says: says that it comes from linear regression
first = client.get_experiment_by_name(EXPERIMENTS[0]).experiment_id
other = mlflow.search_runs([first], filter_string="status = 'FINISHED'", output_format="list")[0]
client.create_registered_model(MODEL)
version = client.create_model_version(MODEL, f"models:/{model_id}", run_id=other.info.run_id, model_id=model_id)
