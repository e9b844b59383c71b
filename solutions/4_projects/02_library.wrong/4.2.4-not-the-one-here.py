# exercise: 4.2.4
# verdict: wrong
# says: with which you have tested it
name = "powerdesk"
requires-python = ">=3.11"
dependencies = ["mlflow >=3.17", "pandas >=2,<3"]
