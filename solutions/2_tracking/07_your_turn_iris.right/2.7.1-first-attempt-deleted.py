# exercise: 2.7.1
import numpy as np

requirements = [
    f"numpy=={np.__version__}",
    f"scikit-learn=={sklearn.__version__}",
    f"skops=={skops.__version__}",
]
experiment = mlflow.set_experiment("2.7-iris-logistic-regression")

# first attempt: punished far too much
attempt_model = LogisticRegression(solver="newton-cholesky", C=0.001).fit(X_train, y_train)
with mlflow.start_run(run_name="logistic regression") as attempt:
    mlflow.log_params(attempt_model.get_params())
    mlflow.log_metric("accuracy", attempt_model.score(X_test, y_test))
mlflow.delete_run(attempt.info.run_id)

# second attempt
logistic = LogisticRegression(solver="newton-cholesky", C=2.5, class_weight="balanced").fit(X_train, y_train)
with mlflow.start_run(experiment_id=experiment.experiment_id, tags={"attempt": "2"}) as logistic_run:
    mlflow.sklearn.log_model(
        logistic,
        name="logistic",
        signature=infer_signature(X_test, logistic.predict(X_test)),
        pip_requirements=requirements,
    )

with mlflow.start_run(run_id=logistic_run.info.run_id):
    mlflow.log_params({**logistic.get_params(), "split_seed": SEED, "test_size": 50})
    rightly = sum(named == true for named, true in zip(logistic.predict(X_test), y_test))
    mlflow.log_metric("accuracy", int(rightly) / 50)
    mlflow.log_metric("mistakes", 50 - int(rightly))
