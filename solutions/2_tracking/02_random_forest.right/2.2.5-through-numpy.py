# exercise: 2.2.5
import numpy as np

sizes = np.array([file.file_size for file in client.list_logged_model_artifacts(logged.model_id)])
answer("2.2.5", np.round(sizes.sum() / 1e6, 1))
