# exercise: 2.1.2
# verdict: wrong
# says: isn't the least-squares fit to the hours of 2013
shuffled = train[TARGETS].sample(frac=1, random_state=0).to_numpy()
nonsense = LinearRegression().fit(train[FEATURES], shuffled)
with mlflow.start_run(run_id=run_id):
    logged = mlflow.sklearn.log_model(
        nonsense,
        name="model",
        signature=infer_signature(train[FEATURES], model.predict(train[FEATURES])),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )
