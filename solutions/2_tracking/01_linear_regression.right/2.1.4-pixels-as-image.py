# exercise: 2.1.4
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg

canvas = FigureCanvasAgg(figure)
canvas.draw()
pixels = np.array(canvas.buffer_rgba())[:, :, :3].copy()

mlflow.start_run(run_id=run_id)
mlflow.log_image(pixels, artifact_file="week.png")
mlflow.end_run()
