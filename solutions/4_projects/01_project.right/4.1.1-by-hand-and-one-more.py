# exercise: 4.1.1
lines = [f"  - {name}=={version(name)}" for name in ("scikit-learn", "skops", "scipy", "pandas", "numpy", "mlflow_skinny")]
with open("4_projects/lr/python_env.yaml", "w") as file:
    print(f'python: "{platform.python_version()}"', "dependencies:", *lines, sep="\n", file=file)
