# exercise: 4.2.4
# verdict: wrong
# says: somebody has edited it where it is installed
name = "powerdesk"
requires-python = ">=3.11"
dependencies = ["mlflow >=3.17", "pandas >=3"]
# the next cell:
!uv build --quiet --wheel --no-build-isolation --python "{sys.executable}" 4_projects/powerdesk
wheel = "4_projects/powerdesk/dist/powerdesk-0.1.0-py3-none-any.whl"
!uv pip install --quiet --no-index --no-deps --reinstall --python "{sys.executable}" --target packages {wheel}
with open("packages/powerdesk/hours.py", "a") as file:
    file.write("\n# quickly\n")
