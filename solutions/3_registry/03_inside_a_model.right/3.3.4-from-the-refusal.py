# exercise: 3.3.4
import re

from skops.io.exceptions import UntrustedTypesFoundException

found = {}
for name in ["north", "east", "south", "west"]:
    try:
        skops.io.load(inbox / name / "model.skops", trusted=sorted(DESK_TRUSTS))
        found[name] = []
    except UntrustedTypesFoundException as refused:
        found[name] = re.findall("'([^']+)'", str(refused).splitlines()[0])
answer("3.3.4", found)
