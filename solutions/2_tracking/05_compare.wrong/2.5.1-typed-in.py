# exercise: 2.5.1
# verdict: wrong
# says: The number was typed in, or belongs to another model
client.log_metric(linear_id, "rmse", 1.5)
linear_rmse = 1.5
