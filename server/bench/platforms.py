"""`python3 server/bench/platforms.py`: is there a built package of all that is locked, for every system and Python?

Installs nothing: uv is asked what it would install, with building from source switched off. Needs the package registry.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
from pathlib import Path

from workshop.lock import LOCK, OURSELVES
from workshop.setup.machine import wanted

SYSTEMS = {
    "Linux, x86-64": "x86_64-unknown-linux-gnu",
    "Linux, arm64": "aarch64-unknown-linux-gnu",
    "Windows, x86-64": "x86_64-pc-windows-msvc",
    "macOS, arm64": "aarch64-apple-darwin",
}
# Published as source only; plain Python, so that it builds anywhere without a compiler.
FROM_SOURCE = ["pyftpdlib"]


def main() -> int:
    """Print a line for each system and Python; return how many of them lack something."""
    lacking = 0
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder) / "requirements.txt"
        lines = LOCK.read_text(encoding="utf-8").splitlines()
        lock.write_text("\n".join(line for line in lines if line != OURSELVES), encoding="utf-8")
        for (system, triple), (major, minor) in itertools.product(SYSTEMS.items(), sorted(wanted())):
            said = would_install(lock, triple, f"{major}.{minor}")
            found = sum(line.startswith(" + ") for line in said.stderr.splitlines())
            lacking += said.returncode != 0
            outcome = said.stderr.strip() if said.returncode else f"{found} packages"
            print(f"{system:16} Python {major}.{minor}  {outcome}", flush=True)
    return lacking


def would_install(lock: Path, triple: str, python: str) -> subprocess.CompletedProcess:
    """Ask uv what it would install from `lock` on the system `triple` (Rust's name for it) under `python`."""
    source = itertools.chain.from_iterable(("--no-binary", name) for name in FROM_SOURCE)
    return subprocess.run(
        [
            sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--target", str(lock.parent / "nowhere"),
            "--python-platform", triple, "--python-version", python, "--only-binary", ":all:", *source,
            "--requirement", str(lock),
        ],
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
