# exercise: 2.4.3
# verdict: wrong
# says: lacks history.png, importances.png, slice.png; it holds
with mlflow.start_run(run_id=search.info.run_id):
    for name, figure in {"history": history, "importances": importances, "slice": slices}.items():
        mlflow.log_figure(figure, f"pictures/{name}.png")
