# exercise: 1.1.1
# verdict: wrong
# says: hand in three decimals
r2 = [metrics(truth, predicted)[2] for metrics in eval_metrics.values()]
answer("1.1.1", {"agree": ["MAE"], "spread": round(max(r2) - min(r2), 2)})
