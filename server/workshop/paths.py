"""Where the course is: the clone that holds ``solutions/`` and ``server/``."""

import os
from pathlib import Path

COURSE = Path(__file__).resolve().parents[2]
SOLUTIONS = COURSE / "solutions"
STARTING_POINT = COURSE / "1_starting_point"
GERMANY = STARTING_POINT / "germany.csv"

PYTHON = "py" if os.name == "nt" else "python3"
# A terminal outside JupyterLab may not know `workshop`.
START = f"`workshop up`, or `{PYTHON} server up` in the course's folder"
STOP = f"`workshop down`, or `{PYTHON} server down`"
