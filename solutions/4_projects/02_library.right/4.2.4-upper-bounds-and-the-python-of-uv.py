# exercise: 4.2.4
name = "powerdesk"
requires-python = ">=3.11,!=3.12.0"
dependencies = [
    "MLflow >=3,<5",
    "pandas ~=3.0",
]
authors = [{ name = "The desk" }]
[project.optional-dependencies]
test = ["pytest"]
# the next cell:
from uv import find_uv_bin

uv = find_uv_bin()
!"{uv}" build --quiet --wheel --no-build-isolation --python "{sys.executable}" --out-dir 4_projects/powerdesk/dist 4_projects/powerdesk
!"{uv}" pip install --quiet --no-index --no-deps --python "{sys.executable}" --target "{desk.packages}" 4_projects/powerdesk/dist/powerdesk-0.1.0-py3-none-any.whl
