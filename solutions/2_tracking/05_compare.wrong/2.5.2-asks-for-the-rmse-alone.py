# exercise: 2.5.2
# verdict: wrong
# says: It doesn't ask for params.train and params.test
for id in mlflow.search_runs(experiment_names=["2.3-keras"], filter_string="metrics.rmse > 0")["run_id"]:
    if "train" not in client.get_run(id).data.params:
        client.delete_run(id)
answer("2.5.2", f"metrics.rmse < {linear_rmse - 0.02:.3f}")
