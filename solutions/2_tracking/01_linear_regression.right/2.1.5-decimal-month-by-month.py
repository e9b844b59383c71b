# exercise: 2.1.5
from decimal import Decimal

import numpy as np

colleague = mlflow.pyfunc.load_model(f"models:/{logged.model_id}")
total = 0.0
for _, part in test.groupby(test["utc_timestamp"].dt.month):
    guess = np.asarray(colleague.predict(part[FEATURES]))[:, TARGETS.index("wind_GW")]
    total += float((guess - part["wind_GW"].to_numpy()).sum())

answer("2.1.5", Decimal(str(total / len(test))).quantize(Decimal("0.01")))
