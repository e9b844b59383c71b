# exercise: 2.7.6
import math
import statistics
from decimal import Decimal

whole = [round(float(value)) for value in leads]
n = len(whole)
lead = statistics.fmean(whole)
error = math.sqrt(statistics.variance(whole) * (1 / n + len(X_test) / len(X_train)))

better = "neither"
if lead > 2 * error:
    better = "logistic_regression"
elif lead < -2 * error:
    better = "tree"

cent = Decimal("0.01")
answer(
    "2.7.6",
    dict(
        better=better,
        error=Decimal(error).quantize(cent),
        lead=Decimal(lead).quantize(cent),
        points=Decimal("2.00"),
    ),
)
