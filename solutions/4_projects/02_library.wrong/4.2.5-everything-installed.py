# exercise: 4.2.5
# verdict: wrong
# says: more than needed
from importlib.metadata import distributions

with open(package / "requirements.lock", "w", encoding="utf-8") as file:
    every = {canonicalize_name(each.metadata["Name"]): each.version for each in distributions()}
    every.pop("powerdesk")
    file.writelines(f"{name}=={number}\n" for name, number in sorted(every.items()))
