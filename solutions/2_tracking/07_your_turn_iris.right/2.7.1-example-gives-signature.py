# exercise: 2.7.1
import tempfile
from pathlib import Path

import numpy as np
from sklearn.metrics import log_loss

requirements = [f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"]

logistic = LogisticRegression(C=10.0, max_iter=10_000)
logistic.fit(X_train, y_train)

mlflow.set_experiment("2.7-iris-logistic-regression")
logistic_run = mlflow.start_run(run_name="lbfgs, C = 10")
for setting, value in logistic.get_params().items():
    mlflow.log_param(setting, value)
mlflow.log_param("test_size", X_test.shape[0])
mlflow.log_param("split_seed", SEED)

mlflow.log_metric("log_loss", log_loss(y_test, logistic.predict_proba(X_test)))
mlflow.log_metric("accuracy", np.mean(logistic.predict(X_test) == np.asarray(y_test)))

with tempfile.TemporaryDirectory() as place:
    listed = Path(place) / "requirements.txt"
    listed.write_text("\n".join(requirements) + "\n", encoding="utf-8")
    mlflow.sklearn.log_model(
        sk_model=logistic,
        name="iris_classifier",
        input_example=X_train.head(3),
        pip_requirements=str(listed),
    )
mlflow.end_run()
