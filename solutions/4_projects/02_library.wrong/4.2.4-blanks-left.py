# exercise: 4.2.4
# verdict: wrong
# says: still has blanks
name = "powerdesk"
requires-python = ">=3.11"
dependencies = ["mlflow >=3.17", "____"]
