# exercise: 4.1.1
# verdict: wrong
# says: numpy is pinned as '>=
NEEDED = ["mlflow-skinny", "numpy", "pandas", "scikit-learn", "skops"]
python_env = {"python": platform.python_version(), "build_dependencies": [], "dependencies": [f"{name}{'==' if name == 'mlflow-skinny' else '>='}{version(name)}" for name in NEEDED]}
with open("4_projects/lr/python_env.yaml", "w", encoding="utf-8") as file:
    yaml.safe_dump(python_env, file, sort_keys=False)
