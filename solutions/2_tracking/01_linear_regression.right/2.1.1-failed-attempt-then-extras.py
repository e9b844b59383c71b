# exercise: 2.1.1
mlflow.set_experiment(desk.experiment)

try:
    with mlflow.start_run(run_name="linear regression"):
        mlflow.log_params(parametres)
except NameError as problem:
    print("again:", problem)

run = mlflow.start_run(run_name="ols, second attempt", description="Learns from 2013, judged on 2014.")
mlflow.set_tag("author", "Kim")
mlflow.log_params({**parameters, **model.get_params()})
mlflow.log_param("hours_train", len(train))
mlflow.end_run()

run_id = run.info.run_id
