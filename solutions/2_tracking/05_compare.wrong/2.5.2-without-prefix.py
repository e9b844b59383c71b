# exercise: 2.5.2
# verdict: wrong
# says: Invalid attribute key 'rmse'
honest = "params.train = '2013' and params.test = '2014'"
answer("2.5.2", f"{honest} and rmse < {linear_rmse - 0.02:.3f}")
