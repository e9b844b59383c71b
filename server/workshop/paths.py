"""Where the course stands: the clone that holds ``solutions/`` and ``server/``."""

from pathlib import Path

COURSE = Path(__file__).resolve().parents[2]
SOLUTIONS = COURSE / "solutions"
STARTING_POINT = COURSE / "1_starting_point"
GERMANY = STARTING_POINT / "germany.csv"
