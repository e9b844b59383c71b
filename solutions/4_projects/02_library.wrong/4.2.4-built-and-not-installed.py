# exercise: 4.2.4
# verdict: wrong
# says: isn't installed in the folder packages
name = "powerdesk"
requires-python = ">=3.11"
dependencies = ["mlflow >=3.17", "pandas >=3"]
# the next cell:
!uv build --quiet --wheel --no-build-isolation --python "{sys.executable}" 4_projects/powerdesk
