# exercise: 3.5.5
# verdict: wrong
# says: Friday's, is None; it should be 'failed'
last_good = mlflow.get_run(bad).data.params["from"]
promotions.promote("champion", last_good, "its forecasts of the wind are far too low", {"takes back": bad})
