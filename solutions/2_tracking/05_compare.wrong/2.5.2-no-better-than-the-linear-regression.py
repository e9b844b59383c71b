# exercise: 2.5.2
# verdict: wrong
# says: linear regression has an rmse of
honest = "params.train = '2013' and params.test = '2014'"
answer("2.5.2", f"{honest} and metrics.rmse < {linear_rmse + 0.001:.3f}")
