# exercise: 2.1.4
# verdict: wrong
# says: has no picture; the picture, a newer run in the experiment 2.1-linear-regression, has.
with mlflow.start_run(run_name="the picture"):
    mlflow.log_figure(figure, "week.png")
