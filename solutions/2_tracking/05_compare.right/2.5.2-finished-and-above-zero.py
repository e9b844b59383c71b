# exercise: 2.5.2
limit = round(linear_rmse - 0.02, 2)
honest = "attributes.status = 'FINISHED' and params.train = '2013' and params.test = '2014'"
answer("2.5.2", f"metrics.rmse > 0 and metrics.rmse < {limit} and {honest}")
