# exercise: 1.1.1
results = {name: dict(zip(("RMSE", "MAE", "R2"), metrics(truth, predicted))) for name, metrics in eval_metrics.items()}
reference = results["model_linreg"]
agree = {
    metric
    for metric in reference
    if all(np.isclose(result[metric], reference[metric]) for result in results.values())
}
r2 = sorted(result["R2"] for result in results.values())
spread = r2[-1] - r2[0]
print(agree, spread)
answer("1.1.1", {"spread": spread, "agree": agree})
