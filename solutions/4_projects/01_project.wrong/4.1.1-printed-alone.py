# exercise: 4.1.1
# verdict: not attempted
# says: There is no file 4_projects/lr/python_env.yaml
NEEDED = ["mlflow-skinny", "numpy", "pandas", "scikit-learn", "skops"]
print([f"{name}=={version(name)}" for name in NEEDED])
