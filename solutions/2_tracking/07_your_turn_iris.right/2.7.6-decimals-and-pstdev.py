# exercise: 2.7.6
from decimal import Decimal
from math import sqrt
from statistics import fmean, pstdev

ahead = [float(flowers_ahead) for flowers_ahead in leads]
lead = fmean(ahead)
error = pstdev(ahead) * sqrt(1 / len(ahead) + 50 / 100)

if lead > 2 * error:
    better = "logistic_regression"
elif lead < -2 * error:
    better = "tree"
else:
    better = "neither"

handed_in = {
    "better": better,
    "error": Decimal(f"{error:.2f}"),
    "lead": Decimal(f"{lead:.2f}"),
    "points": Decimal(100) / Decimal(len(X_test)),
}
answer("2.7.6", handed_in)
