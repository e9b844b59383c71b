# exercise: 1.1.1
# verdict: wrong
# says: they agree on 1 of the three metrics
table = pd.DataFrame({name: eval_metrics[name](truth, predicted) for name in NOTEBOOKS}, index=["RMSE", "MAE", "R2"])
print(table.round(3))

agree = [metric for metric in table.index if np.isclose(table.loc[metric, "model_linreg"], table.loc[metric, "model_keras"])]
spread = round(float(table.loc["R2"].max() - table.loc["R2"].min()), 3)
answer("1.1.1", {"agree": agree, "spread": spread})
