# exercise: 2.5.2
# verdict: wrong
# says: Expected a quoted string value for parameter
answer("2.5.2", f"params.train = 2013 and params.test = 2014 and metrics.rmse < {linear_rmse - 0.02:.3f}")
