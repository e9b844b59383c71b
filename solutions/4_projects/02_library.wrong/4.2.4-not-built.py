# exercise: 4.2.4
# verdict: wrong
# says: dist holds no wheel
name = "powerdesk"
requires-python = ">=3.11"
dependencies = ["mlflow >=3.17", "pandas >=3"]
# the next cell:
print('later')
