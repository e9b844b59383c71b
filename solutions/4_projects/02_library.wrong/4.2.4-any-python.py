# exercise: 4.2.4
# verdict: wrong
# says: on Pythons before 3.11
name = "powerdesk"
dependencies = ["mlflow >=3.17", "pandas >=3"]
