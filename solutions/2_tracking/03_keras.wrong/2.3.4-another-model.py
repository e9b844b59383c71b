# exercise: 2.3.4
# verdict: wrong
# says: The logged model isn't a Keras network
line = LinearRegression().fit(x_learn, y_learn)
with mlflow.start_run(run_id=run_id):
    mlflow.log_params(by_hand)
    mlflow.sklearn.log_model(
        line, name="model", signature=infer_signature(x_learn, line.predict(x_learn)), pip_requirements=["scikit-learn"]
    )
    mlflow.log_metrics(scores(test[TARGETS], line.predict(x_test)))
