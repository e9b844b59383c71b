# exercise: 2.7.3
import json

client = mlflow.MlflowClient()
order = ["virginica", "versicolor", "setosa"]

for run, model in [(logistic_run, logistic), (tree_run, tree)]:
    table = pd.crosstab(y_test.to_numpy(), model.predict(X_test)).reindex(index=order, columns=order, fill_value=0)
    counts = [[int(count) for count in row] for row in table.to_numpy()]

    figure, panel = plt.subplots(figsize=(4.5, 4), layout="constrained")
    panel.imshow(counts, cmap="Greys")
    for y, row in enumerate(counts):
        for x, count in enumerate(row):
            panel.text(x, y, count, ha="center", va="center", color="white" if count > 8 else "black")
    panel.set_xticks(range(3), order)
    panel.set_yticks(range(3), order)
    panel.set(xlabel="what the model says", ylabel="what it is", title=run.info.run_name)

    client.log_figure(run.info.run_id, figure, "confusion_matrix.png")
    content = json.dumps({"counts": counts, "labels": order}, indent=2)
    client.log_text(run.info.run_id, content, "confusion_matrix.json")
plt.show()
