# exercise: 2.5.2
# verdict: wrong
# says: A run that is logged tomorrow, with train '2013', test '2014' and an rmse of
honest = "params.train = '2013' and params.test = '2014'"
answer("2.5.2", f"{honest} and metrics.rmse < {linear_rmse - 0.01:.3f}")
