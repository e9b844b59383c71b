# exercise: 1.1.1
# One metric needs no list.
r2 = [metrics(truth, predicted)[2] for metrics in eval_metrics.values()]
answer("1.1.1", {"agree": "mae", "spread": max(r2) - min(r2)})
