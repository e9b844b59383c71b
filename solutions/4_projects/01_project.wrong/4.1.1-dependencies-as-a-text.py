# exercise: 4.1.1
# verdict: wrong
# says: it should be a list
with open("4_projects/lr/python_env.yaml", "w", encoding="utf-8") as file:
    yaml.safe_dump({"python": platform.python_version(), "dependencies": "numpy, pandas, scikit-learn"}, file)
