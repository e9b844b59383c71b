# exercise: 2.1.3
# verdict: wrong
# says: r2 is logged as 0.8600
on_the_screen = {name: float(f"{value:.2f}") for name, value in scores(test[TARGETS], predicted).items()}

with mlflow.start_run(run_id=run_id):
    for name, value in on_the_screen.items():
        mlflow.log_metric(name, value)
