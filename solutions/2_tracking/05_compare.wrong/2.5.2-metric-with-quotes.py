# exercise: 2.5.2
# verdict: wrong
# says: Expected numeric value type for metric
honest = "params.train = '2013' and params.test = '2014'"
answer("2.5.2", f"{honest} and metrics.rmse < '{linear_rmse - 0.02:.3f}'")
