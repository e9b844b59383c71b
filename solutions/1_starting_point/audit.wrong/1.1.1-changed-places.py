# exercise: 1.1.1
# verdict: wrong
# says: truth and prediction change places
table = pd.DataFrame({name: eval_metrics[name](predicted, truth) for name in NOTEBOOKS}, index=["RMSE", "MAE", "R2"])
spread = table.max(axis=1) - table.min(axis=1)
answer("1.1.1", {"agree": ["MAE"], "spread": round(float(spread["R2"]), 3)})
