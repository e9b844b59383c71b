# exercise: 3.3.1
import re
from mlflow.models import get_model_info

found = {}
for kind, uri in models.items():
    flavors = get_model_info(uri).flavors
    form = flavors.get("sklearn", {}).get("serialization_format", "keras")
    listed = re.findall(r"^[\w.-]+", (folders[kind] / "requirements.txt").read_text(), re.MULTILINE)
    found[kind] = [package for package in NEEDED[form] if package not in listed]
answer("3.3.1", found)
