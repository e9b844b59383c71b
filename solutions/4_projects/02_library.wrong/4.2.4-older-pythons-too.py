# exercise: 4.2.4
# verdict: wrong
# says: on Pythons before 3.11
name = "powerdesk"
requires-python = ">=3.9"
dependencies = ["mlflow >=3.17", "pandas >=3"]
