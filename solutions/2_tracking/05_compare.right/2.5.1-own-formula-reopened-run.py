# exercise: 2.5.1
linear = mlflow.pyfunc.load_model(f"models:/{model_id}")
misses = test[TARGETS].to_numpy() - np.asarray(linear.predict(test[FEATURES]))
linear_rmse = float(np.sqrt((misses**2).mean(axis=0)).mean())

mlflow.set_experiment("2.1-linear-regression")
with mlflow.start_run(run_id=linear_id):
    mlflow.log_metric("rmse", linear_rmse)
print(f"{linear_rmse:.3f} GW")
