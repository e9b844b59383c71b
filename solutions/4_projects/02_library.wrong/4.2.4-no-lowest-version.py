# exercise: 4.2.4
# verdict: wrong
# says: names no lowest version
name = "powerdesk"
requires-python = ">=3.11"
dependencies = ["mlflow >=3.17", "pandas"]
