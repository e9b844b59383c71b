# exercise: 2.7.6
import numpy as np

ahead = np.asarray(leads)
deviation = np.std(ahead)  # numpy's divides by n
lead, error = np.mean(ahead), deviation * np.sqrt(1 / ahead.size + 1 / 2)
answer("2.7.6", {"points": 2, "lead": lead, "error": error, "better": "neither", "splits": ahead.size})
