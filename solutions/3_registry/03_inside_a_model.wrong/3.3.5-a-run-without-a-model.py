# exercise: 3.3.5
# verdict: not attempted
# says: has no logged model yet
with mlflow.start_run(run_name="neighbours"):
    mlflow.log_param("n_neighbors", 25)
