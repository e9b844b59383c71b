# exercise: 1.1.1
from decimal import Decimal

rows = []
for name in NOTEBOOKS:
    rmse, mae, r2 = eval_metrics[name](truth, predicted)
    rows.append({"notebook": name, "RMSE": float(rmse), "MAE": float(mae), "R2": float(r2)})
scored = pd.DataFrame(rows).set_index("notebook")
print(scored)

same = (scored.max() - scored.min()) < 1e-6
agree = scored.columns[same.to_numpy()]
spread = Decimal(str(float(scored["R2"].max() - scored["R2"].min()))).quantize(Decimal("0.0001"))
answer("1.1.1", {"agree": agree, "spread": spread})
