# exercise: 4.2.4
# verdict: wrong
# says: mlflow is not among the dependencies, and promotions.py imports it
name = "powerdesk"
requires-python = ">=3.11"
dependencies = ["pandas >=3"]
