# exercise: 4.2.4
# verdict: wrong
# says: pytest is among the dependencies
name = "powerdesk"
requires-python = ">=3.11"
dependencies = ["mlflow >=3.17", "pandas >=3", "pytest >=8"]
