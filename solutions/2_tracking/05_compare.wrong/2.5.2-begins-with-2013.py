# exercise: 2.5.2
# verdict: wrong
# says: with train '2013-14', test '2014'
answer("2.5.2", f"params.train LIKE '2013%' and params.test = '2014' and metrics.rmse < {linear_rmse - 0.02:.3f}")
