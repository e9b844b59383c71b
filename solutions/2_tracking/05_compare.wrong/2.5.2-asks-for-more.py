# exercise: 2.5.2
# verdict: wrong
# says: It asks for params.model as well
honest = "params.train = '2013' and params.test = '2014' and params.model != 'LinearRegression'"
answer("2.5.2", f"{honest} and metrics.rmse < {linear_rmse - 0.02:.3f}")
