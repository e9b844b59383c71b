# exercise: 4.1.1
# verdict: wrong
# says: python is '3.8.10'
NEEDED = ["mlflow-skinny", "numpy", "pandas", "scikit-learn", "skops"]
python_env = {"python": "3.8.10", "build_dependencies": [], "dependencies": [f"{name}=={version(name)}" for name in NEEDED]}
with open("4_projects/lr/python_env.yaml", "w", encoding="utf-8") as file:
    yaml.safe_dump(python_env, file, sort_keys=False)
