# exercise: 2.2.3
by_error = children.sort_values("metrics.rmse")

hasty = children.loc[by_error.index[-1], "run_id"]
client.set_tag(hasty, "chosen", "einfach mal der erste")
client.delete_tag(hasty, "chosen")  # no, that one was the worst

best = by_error.index[0]
chosen = by_error.iloc[0]["run_id"]
with mlflow.start_run(run_id=chosen):
    mlflow.set_tag("chosen", f"kleinster Fehler auf 2014, nur {by_error.iloc[0]['metrics.rmse']:.2f} GW")
