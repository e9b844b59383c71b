# exercise: 1.1.1
from decimal import Decimal

METRICS = ("RMSE", "MAE", "R2")
results = np.array([eval_metrics[name](truth, predicted) for name in reversed(NOTEBOOKS)])  # a row for each notebook
ranges = dict(zip(METRICS, np.ptp(results, axis=0)))
for metric, width in ranges.items():
    print(f"{metric}: the three are {width:.6f} apart")

agree = {metric for metric in METRICS if np.isclose(ranges[metric], 0)}
spread = Decimal(float(ranges["R2"])).quantize(Decimal("0.001"))
answer("1.1.1", {"spread": spread, "agree": agree})
