"""A course small enough to install in seconds and without a network, with the real `python3 server` in front."""

import inspect
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

from workshop.paths import COURSE

UV = "9.9.9"

# For a child that is to be interrupted: in a session of its own, and heeding Ctrl-C even where the tests were started
# in the background, and so don't.
APART = {} if os.name == "nt" else {
    "start_new_session": True, "preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
}  # fmt: skip

PROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "workshop"
version = "0.1.0"
"""

BACKEND = """\
import zipfile
from pathlib import Path

{wheel}

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    return wheel(Path(wheel_directory), "workshop", "0.1.0", {{"workshop.pth": str(Path.cwd())}}).name
"""

# Does as uv does, for everything but the version in its name; can be made to hang in the middle of an installation.
STAND_IN_FOR_UV = """\
import os, subprocess, sys, time
if os.environ.get("TINY_HANG") and "--compile-bytecode" in sys.argv:
    print("hanging", os.getpid(), flush=True)
    time.sleep(float(os.environ["TINY_HANG"]))
sys.exit(subprocess.call([{python!r}, "-m", "uv", *sys.argv[1:]]))
"""

SAYS_WHAT_IT_GOT = """\
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "prefix": sys.prefix, "path": sys.path}))
sys.exit(7 if "fail" in sys.argv else 0)
"""


def wheel(folder, name, version, files):
    """Write a wheel of `files` ({path: text}) into `folder`; return its path."""
    about = f"{name}-{version}.dist-info"
    files = dict(files)
    files[f"{about}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    files[f"{about}/WHEEL"] = "Wheel-Version: 1.0\nGenerator: tiny\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{about}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{about}/RECORD"])
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in files.items():
            archive.writestr(inside, text)
    return path


class TinyCourse:
    """The course at `root`; what it installs comes from the folder `wheels`, and no index is looked at."""

    def __init__(self, root: Path, wheels: Path):
        self.root, self.wheels = root, wheels
        self.venv = root / ".venv"
        self.stamp = self.venv / "workshop-stamp.txt"
        package = root / "server" / "workshop"
        real = COURSE / "server"
        shutil.copytree(real / "workshop" / "setup", package / "setup", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("__init__.py", "paths.py", "errors.py"):
            shutil.copy(real / "workshop" / name, package)
        shutil.copy(real / "__main__.py", root / "server")
        (root / "server" / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
        (root / "server" / "backend.py").write_text(BACKEND.format(wheel=inspect.getsource(wheel)), encoding="utf-8")
        (package / "__main__.py").write_text(SAYS_WHAT_IT_GOT, encoding="utf-8")
        wheels.mkdir(exist_ok=True)
        wheel(wheels, "uv", UV, {"uv/__init__.py": "", "uv/__main__.py": STAND_IN_FOR_UV.format(python=sys.executable)})
        wheel(wheels, "pytest", "9.9.9", {"pytest/__init__.py": "", "pytest/__main__.py": SAYS_WHAT_IT_GOT})
        for name in ("stays", "departs"):
            wheel(wheels, name, "1.0", {f"{name}.py": ""})
        self.lock("stays")

    def lock(self, *names: str) -> None:
        """Write a lock of `names` beside what every course needs."""
        pins = [f"uv=={UV}", "pytest==9.9.9", *(f"{name}==1.0" for name in names), "-e ./server"]
        (self.root / "requirements.txt").write_text("\n".join(pins) + "\n", encoding="utf-8")

    def environment(self, **more: str) -> dict[str, str]:
        """This process's environment without what would reach into an installation, and with `more`."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("UV_", "PIP_", "PYTHON", "VIRTUAL_ENV"))}
        ours = {
            "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels),
            "UV_NO_CONFIG": "1", "UV_CACHE_DIR": str(self.wheels / "cache"), "PYTHONIOENCODING": "utf-8",
        }  # fmt: skip
        return {name: value for name, value in {**kept, **ours, **more}.items() if value}

    def start(self, *arguments: str, folder: Path | None = None, server: Path | None = None, **more: str):
        """Call `python3 server`, or another course's, in `folder`, or the course's; `more` goes into the
        environment."""
        return subprocess.Popen(
            [sys.executable, str(server or self.root / "server"), *arguments],
            cwd=folder or self.root, env=self.environment(**more),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            **APART,
        )  # fmt: skip

    def run(self, *arguments: str, **how) -> tuple[int, str]:
        """As `start`, to the end; return the exit code and all that was said."""
        process = self.start(*arguments, **how)
        said = process.communicate()[0]
        return process.returncode, said

    def installed(self) -> set[str]:
        """The names of the packages in .venv."""
        return {path.name.split("-")[0] for path in self.venv.glob("[Ll]ib/**/site-packages/*.dist-info")}


def got(said: str) -> dict:
    """What the tiny workshop or the tiny pytest was called with, from the last line of what was said."""
    return json.loads(said.splitlines()[-1])
