# exercise: 2.5.1
# verdict: wrong
# says: or belongs to another model
forest_id = newest.loc["2.2-random-forest", "run_id"]
linear_rmse = client.get_run(forest_id).data.metrics["rmse"]
client.log_metric(linear_id, "rmse", linear_rmse)
