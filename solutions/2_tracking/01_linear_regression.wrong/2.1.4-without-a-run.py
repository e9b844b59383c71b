# exercise: 2.1.4
# verdict: wrong
# says: with mlflow.end_run(), and open linear regression again
mlflow.log_figure(figure, "week.png")
