# exercise: 3.3.1
from packaging.requirements import Requirement


def lacking(folder):
    flavors = yaml.safe_load((folder / "MLmodel").read_text(encoding="utf-8"))["flavors"]
    form = flavors.get("sklearn", {}).get("serialization_format", "keras")
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    listed = [Requirement(line).name for line in lines if line.strip() and not line.startswith(("#", "-"))]
    return [package for package in sorted(NEEDED[form], reverse=True) if package not in listed]


answer("3.3.1", {kind: lacking(folders[kind]) for kind in reversed(list(folders))})
