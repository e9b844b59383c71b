# exercise: 2.7.3
import json
import tempfile
from collections import Counter
from pathlib import Path

client = mlflow.MlflowClient()
labels = [str(name) for name in reversed(iris.target_names)]

for run, model in [(logistic_run, logistic), (tree_run, tree)]:
    pairs = Counter(zip(y_test, model.predict(X_test)))
    counts = [[pairs[true, named] for named in labels] for true in labels]

    figure, axes = plt.subplots(figsize=(5, 4.5), layout="constrained")
    axes.imshow(counts, cmap="Greens", vmin=0, vmax=30)
    for row, numbers in enumerate(counts):
        for column, number in enumerate(numbers):
            axes.text(column, row, str(number), ha="center", va="center")
    axes.set_xticks(range(len(labels)), labels)
    axes.set_yticks(range(len(labels)), labels)
    axes.set(xlabel="named by the model", ylabel="true species", title=type(model).__name__)

    with tempfile.TemporaryDirectory() as place:
        figure.savefig(Path(place) / "confusion_matrix.png", dpi=120)
        text = json.dumps({"labels": labels, "counts": counts}, indent=4)
        (Path(place) / "confusion_matrix.json").write_text(text, encoding="utf-8")
        client.log_artifacts(run.info.run_id, place)
    plt.close(figure)
