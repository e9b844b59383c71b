# exercise: 4.2.4
# verdict: wrong
# says: the build tool that is installed here is flit
name = "powerdesk"
requires-python = ">=3.11"
dependencies = ["mlflow >=3.17", "pandas >=3"]
# the next cell:
made = (package / "pyproject.toml").read_text()
(package / "pyproject.toml").write_text(made.replace("flit_core.buildapi", "hatchling.build"))
!uv build --quiet --wheel --no-build-isolation --python "{sys.executable}" 4_projects/powerdesk
wheel = "4_projects/powerdesk/dist/powerdesk-0.1.0-py3-none-any.whl"
!uv pip install --quiet --no-index --no-deps --reinstall --python "{sys.executable}" --target packages {wheel}
