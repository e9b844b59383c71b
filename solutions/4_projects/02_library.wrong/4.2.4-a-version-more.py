# exercise: 4.2.4
# verdict: wrong
# says: and no wheel of version 0.2.0
name = "powerdesk"
requires-python = ">=3.11"
dependencies = ["mlflow >=3.17", "pandas >=3"]
# the next cell:
!uv build --quiet --wheel --no-build-isolation --python "{sys.executable}" 4_projects/powerdesk
wheel = "4_projects/powerdesk/dist/powerdesk-0.1.0-py3-none-any.whl"
!uv pip install --quiet --no-index --no-deps --reinstall --python "{sys.executable}" --target packages {wheel}
made = (package / "src/powerdesk/__init__.py").read_text()
(package / "src/powerdesk/__init__.py").write_text(made.replace("0.1.0", "0.2.0"))
