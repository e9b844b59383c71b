# exercise: 4.2.4
# verdict: wrong
# says: pyproject.toml says version '0.2.0', and __init__.py says '0.1.0'
name = "powerdesk"
requires-python = ">=3.11"
dependencies = ["mlflow >=3.17", "pandas >=3"]
# the next cell:
made = (package / "pyproject.toml").read_text()
(package / "pyproject.toml").write_text(made.replace('dynamic = ["version", "description"]', 'version = "0.2.0"\ndescription = "x"'))
!uv build --quiet --wheel --no-build-isolation --python "{sys.executable}" 4_projects/powerdesk
wheel = "4_projects/powerdesk/dist/powerdesk-0.2.0-py3-none-any.whl"
!uv pip install --quiet --no-index --no-deps --reinstall --python "{sys.executable}" --target packages {wheel}
