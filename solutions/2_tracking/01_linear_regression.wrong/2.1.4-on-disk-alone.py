# exercise: 2.1.4
# verdict: not attempted
# says: has no picture yet
from pathlib import Path

figure.savefig("week.png")
Path("week.png").unlink()
