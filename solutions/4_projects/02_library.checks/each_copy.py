"""A script: runs a learner's tests with pytest on copies of the package, all in this one process.

    python each_copy.py

Its current folder holds `order.json`, with the sources of hours.py by name (`copies`), the names in the order in which
they are tried (`sequence`), and the seconds that one test may take (`patience`); `package/`, with the package's other
modules; and `tests/`. It gets `facts.json`: for each try what became of each test, and where one was stopped, which.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

PACKAGE, TESTS = "powerdesk", "test_hours.py"
LEAVES_OUT = (  # plugins of pytest's own: they take most of its time
    "cacheprovider", "doctest", "faulthandler", "junitxml", "logging", "pastebin", "stepwise", "terminal",
    "threadexception", "unraisableexception",
)  # fmt: skip
MOST_BYTES = 20_000_000  # that a test may write into one file, its output included
STOPPED = 3


class Watch:
    """A plugin of pytest that notes what becomes of each test, and stops the process where one takes too long."""

    def __init__(self, facts: Path, patience: float):
        self.facts, self.patience = facts, patience
        self.tries: list[dict[str, Any]] = []
        self.test, self.until = "", time.monotonic() + patience
        threading.Thread(target=self._stop_what_hangs, daemon=True).start()

    def begin(self, copy: str) -> dict[str, Any]:
        self.tries.append({"copy": copy, "tests": {}, "first": None, "error": ""})
        self._turn("")
        self.write()
        return self.tries[-1]

    def write(self, **more: object) -> None:
        with suppress(OSError):
            self.facts.parent.mkdir(parents=True, exist_ok=True)
            self.facts.write_text(json.dumps({"tries": self.tries, "test": self.test, **more}), encoding="utf-8")

    def _turn(self, test: str) -> None:
        self.test, self.until = test, time.monotonic() + self.patience

    def _stop_what_hangs(self) -> None:
        while time.monotonic() < self.until:
            time.sleep(0.1)
        self.write(hangs=True)
        os._exit(STOPPED)

    def pytest_configure(self, config: Any) -> None:
        config.option.tbstyle = "native"  # the message is all that is read of it

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed and not self.tries[-1]["error"]:
            self.tries[-1]["error"] = _message(report)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._turn(nodeid.partition("::")[2])
        if len(self.tries) == 1:  # where a test ends the process, this names it
            self.write()

    def pytest_runtest_logreport(self, report: Any) -> None:
        found, name = self.tries[-1], report.nodeid.partition("::")[2]
        if report.failed:
            found["tests"][name] = "failed"
            found["first"] = found["first"] or {"test": name, "said": _message(report)}
        elif report.when == "call" or report.skipped:
            found["tests"].setdefault(name, report.outcome)


def _message(report: Any) -> str:
    """What pytest says in the end of an error, in one line."""
    crash = getattr(report.longrepr, "reprcrash", None)
    lines = [line.removeprefix("E").strip() for line in report.longreprtext.splitlines() if line.startswith("E ")]
    text = crash.message if crash else (lines or report.longreprtext.strip().splitlines() or ["an error"])[-1]
    return " ".join(text.split())[:400]


def main() -> None:
    import pandas  # noqa: F401  # before the tests, whose time is limited
    import pytest  # noqa: F401

    folder = Path.cwd()
    order = json.loads((folder / "order.json").read_text(encoding="utf-8"))
    tests = {path.name: path.read_bytes() for path in sorted((folder / "tests").glob("*.py"))}
    others = {path.name: path.read_bytes() for path in sorted((folder / "package").glob("*.py"))}
    os.environ.pop("PYTEST_ADDOPTS", None)
    os.environ.update(dict.fromkeys(("HOME", "USERPROFILE"), str(folder)))
    _write_no_more_than(MOST_BYTES)
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    watch = Watch(folder / "facts.json", order["patience"])
    for nth, name in enumerate(order["sequence"]):
        files = {f"src/{PACKAGE}/{other}": content for other, content in others.items()}
        files |= {f"src/{PACKAGE}/hours.py": order["copies"][name].encode()}
        files |= {f"tests/{test}": content for test, content in tests.items()}
        found = _tried(folder, folder / "tries" / str(nth), files, watch, name)
        if nth == 0 and (found["error"] or found["touched"] or "failed" in found["tests"].values()):
            break  # on the correct copy: there is nothing to be learned from the others
    watch.write(whole=True)


def _tried(folder: Path, place: Path, files: dict[str, bytes], watch: Watch, name: str) -> dict[str, Any]:
    """What became of the tests on one copy of the package, laid out as `files` in the folder `place`."""
    import pytest

    environment, path = dict(os.environ), list(sys.path)
    _lay_out(place, files)
    found = watch.begin(name)
    os.chdir(place)
    sys.path.insert(0, str(place / "src"))
    with suppress(Exception, SystemExit, KeyboardInterrupt):  # it needs its folder, which a test may have deleted
        found["code"] = int(pytest.main(_command(folder, place), [watch]))
    found["touched"] = [file for file, content in files.items() if _other(place / file, content)]
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)
    sys.path[:] = path
    os.environ.clear()
    os.environ.update(environment)
    _forget(folder)
    return found


def _command(folder: Path, place: Path) -> list[str]:
    left_out = [word for plugin in LEAVES_OUT for word in ("-p", f"no:{plugin}")]
    where = ["-c", str(folder / "pytest.ini"), "--rootdir", str(place), "--confcutdir", str(place)]
    return [*left_out, *where, "--maxfail=1", "--import-mode=importlib", str(place / "tests" / TESTS)]


def _lay_out(place: Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(place, ignore_errors=True)
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)


def _other(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() != content
    except OSError:
        return True


def _forget(folder: Path) -> None:
    """Have Python read the modules of the next copy anew."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if name.partition(".")[0] in (PACKAGE, "tests") or file.startswith(str(folder)):
            del sys.modules[name]


def _write_no_more_than(size: int) -> None:
    """Have the system refuse larger files, where it can: a test that prints without end would fill the disk."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


if __name__ == "__main__":
    main()
