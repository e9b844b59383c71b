# exercise: 2.1.3
# verdict: wrong
# says: gives no number for 8734 of 8734 hours
model.coef_[:] = float("nan")
with mlflow.start_run(run_id=run_id):
    mlflow.sklearn.log_model(
        model, name="model", signature=logged.signature, pip_requirements=[f"scikit-learn=={sklearn.__version__}"]
    )
    mlflow.log_metrics(scores(test[TARGETS], predicted))
