# exercise: 1.1.1
# verdict: wrong
# says: truth and prediction change places
table = pd.DataFrame({name: eval_metrics[name](predicted, truth) for name in NOTEBOOKS}, index=["RMSE", "MAE", "R2"])
print(table.round(3))

agree = ["MAE"]
spread = table.loc["R2"].max() - table.loc["R2"].min()
answer("1.1.1", {"agree": agree, "spread": round(float(spread), 3)})
