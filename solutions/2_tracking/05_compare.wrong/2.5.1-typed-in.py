# exercise: 2.5.1
# verdict: wrong
# says: It was typed in, or is another model's
client.log_metric(linear_id, "rmse", 1.5)
linear_rmse = 1.5
