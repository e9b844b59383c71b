# exercise: 2.5.2
# verdict: wrong
# says: there is no or
answer("2.5.2", f"params.test = '2014' or metrics.rmse < {linear_rmse - 0.02:.3f}")
