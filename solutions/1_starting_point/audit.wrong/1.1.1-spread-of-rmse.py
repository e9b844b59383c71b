# exercise: 1.1.1
# verdict: wrong
# says: That is the spread of RMSE
table = pd.DataFrame({name: eval_metrics[name](truth, predicted) for name in NOTEBOOKS}, index=["RMSE", "MAE", "R2"])
spread = table.max(axis=1) - table.min(axis=1)
answer("1.1.1", {"agree": ["MAE"], "spread": round(float(spread["RMSE"]), 3)})
