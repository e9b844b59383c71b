# exercise: 2.5.2
# verdict: wrong
# says: says train nothing and test nothing
answer("2.5.2", f"metrics.rmse < {linear_rmse - 0.02:.3f}")
