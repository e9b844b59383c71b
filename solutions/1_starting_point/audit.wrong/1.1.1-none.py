# exercise: 1.1.1
# verdict: wrong
# says: they agree on 1 of the three
r2 = [metrics(truth, predicted)[2] for metrics in eval_metrics.values()]
answer("1.1.1", {"agree": [], "spread": round(max(r2) - min(r2), 3)})
