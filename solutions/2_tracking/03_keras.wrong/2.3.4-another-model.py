# exercise: 2.3.4
# verdict: wrong
# says: stored by another flavor of MLflow: sklearn
line = LinearRegression().fit(x_learn, y_learn)
with mlflow.start_run(run_id=run_id):
    mlflow.log_params(by_hand)
    mlflow.sklearn.log_model(
        line, name="model", signature=infer_signature(x_learn, line.predict(x_learn)), pip_requirements=["scikit-learn"]
    )
    mlflow.log_metrics(scores(test[TARGETS], line.predict(x_test)))
