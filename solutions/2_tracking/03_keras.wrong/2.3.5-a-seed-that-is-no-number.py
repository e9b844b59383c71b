# exercise: 2.3.5
# verdict: wrong
# says: can't be fitted again from the run's parameters
import numpy as np

candidates["random forest"].random_state = np.random.RandomState(2013)
mlflow.sklearn.autolog(**quiet)
for name, model in candidates.items():
    with mlflow.start_run(run_name=name):
        model.fit(train[FEATURES], train[TARGETS])
        mlflow.log_metrics(scores(test[TARGETS], model.predict(test[FEATURES])))
mlflow.sklearn.autolog(disable=True)
