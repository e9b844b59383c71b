# exercise: 2.7.3
import json

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from sklearn.metrics import confusion_matrix

order = ["versicolor", "virginica", "setosa"]  # the two that are mistaken for each other stand side by side


def draw(table, title):
    """The picture of a confusion matrix, as an array of pixels."""
    picture = Figure(figsize=(5, 4), layout="constrained")
    canvas = FigureCanvasAgg(picture)
    axes = picture.subplots()
    ConfusionMatrixDisplay(table, display_labels=order).plot(ax=axes, cmap="Oranges", colorbar=False)
    axes.set_title(title)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3].copy()


for run, model in [(tree_run, tree), (logistic_run, logistic)]:
    table = confusion_matrix(y_test, model.predict(X_test), labels=order)
    mlflow.set_experiment(experiment_id=run.info.experiment_id)
    with mlflow.start_run(run_id=run.info.run_id):
        mlflow.log_text(json.dumps({"counts": table.tolist(), "labels": order}), "confusion_matrix.json")
        mlflow.log_image(draw(table, type(model).__name__), artifact_file="confusion_matrix.png")
