# exercise: 4.2.4
# verdict: wrong
# says: it wasn't put there by an installer
name = "powerdesk"
requires-python = ">=3.11"
dependencies = ["mlflow >=3.17", "pandas >=3"]
# the next cell:
!uv build --quiet --wheel --no-build-isolation --python "{sys.executable}" 4_projects/powerdesk
import shutil

shutil.copytree(package / "src/powerdesk", "packages/powerdesk", dirs_exist_ok=True)
os.makedirs("packages/powerdesk-0.1.0.dist-info", exist_ok=True)
