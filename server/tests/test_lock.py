"""Is the lock what server/pyproject.toml asks for, one version each, and does a stale one say so without a network?"""

from importlib import metadata

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from workshop import lock as locking
from workshop.lock import LOCK, PROJECT, LockError, asked, complaints, fingerprint, pins, write_lock
from workshop.setup.machine import OLDEST

PROJECT_TEXT = """\
[project]
requires-python = ">=3.11"
dependencies = ["click>=8", "rich"]
"""


def a_lock(*lines, project=PROJECT_TEXT):
    """The text of a lock with these lines, made from `project`."""
    return "\n".join([locking.FINGERPRINT + fingerprint(project), *lines, locking.OURSELVES]) + "\n"


GOOD = a_lock("click==8.5.1", "    # via workshop", 'colorama==0.4.6 ; sys_platform == "win32"', "rich==15.0.0")


@pytest.fixture(scope="module")
def locked():
    return pins(LOCK.read_text(encoding="utf-8"))


def test_is_the_lock_up_to_date():
    assert write_lock(check=True) == LOCK


def test_does_a_good_lock_pass():
    assert complaints(GOOD, PROJECT_TEXT) == []


@pytest.mark.parametrize(
    "text, part",
    [
        (GOOD.replace("click==8.5.1", "click==7.1"), "click is locked at 7.1, and >=8 is asked for"),
        (GOOD.replace("rich==15.0.0\n", ""), "rich is missing"),
        (
            GOOD.replace("rich==15.0.0\n", "rich==15.0.0\nRich==14.0 ; os_name == 'nt'\n"),
            "rich should have one version",
        ),
        (GOOD.replace("rich==15.0.0", "rich>=15"), "rich should have one version"),
        (GOOD.replace(locking.OURSELVES, ""), "own package is missing"),
        (GOOD.replace("# via workshop", "# from https://mirror.example"), "an address or a folder"),
        (GOOD.replace("# via workshop", "# via workshop (/home/me/pyproject.toml)"), "an address or a folder"),
        (GOOD.replace("# via workshop", r"# via workshop (C:\me\pyproject.toml)"), "an address or a folder"),
        ("", "another list of dependencies"),
    ],
)
def test_does_a_stale_lock_say_why(text, part):
    assert any(part in complaint for complaint in complaints(text, PROJECT_TEXT))


@pytest.mark.parametrize(
    "changed",
    [
        PROJECT_TEXT.replace('"rich"', '"rich", "psutil"'),
        PROJECT_TEXT.replace("click>=8", "click>=8.1"),
        PROJECT_TEXT.replace(">=3.11", ">=3.12"),
        PROJECT_TEXT.replace(', "rich"', ""),
    ],
)
def test_does_a_changed_pyproject_make_the_lock_stale(changed):
    assert "another list of dependencies" in complaints(GOOD, changed)[0]


def test_do_order_comments_and_spaces_of_the_pyproject_not_count():
    same = PROJECT_TEXT.replace('["click>=8", "rich"]', '[\n  "rich",  # a comment\n  "click >= 8",\n]')
    assert complaints(GOOD, same) == []


@pytest.mark.parametrize("line", ["click=8.5.1", "--index-url https://mirror.example/simple", "<<<<<<< HEAD"])
def test_does_a_line_that_is_no_requirement_name_itself(line):
    with pytest.raises(LockError, match="line 2"):
        pins(f"click==8.5.1\n{line}\n")


def test_does_the_check_fail_with_the_next_command_and_write_nothing(tmp_path, monkeypatch):
    stale = tmp_path / "requirements.txt"
    stale.write_text(GOOD.replace("rich==15.0.0\n", ""), encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(PROJECT_TEXT, encoding="utf-8")
    monkeypatch.setattr(locking, "LOCK", stale)
    monkeypatch.setattr(locking, "PROJECT", tmp_path / "pyproject.toml")
    before = stale.read_bytes()
    with pytest.raises(LockError, match="(?s)rich is missing.*Next: workshop lock"):
        write_lock(check=True)
    assert stale.read_bytes() == before
    stale.unlink()
    with pytest.raises(LockError, match="Next: workshop lock"):
        write_lock(check=True)


def test_does_a_lock_that_cannot_be_made_leave_the_old_one(tmp_path, monkeypatch):
    old = tmp_path / "requirements.txt"
    old.write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(locking, "LOCK", old)
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    with pytest.raises(LockError, match="stays as it was"):
        write_lock()
    assert old.read_text(encoding="utf-8") == GOOD and list(tmp_path.glob("*.new")) == []


def test_does_no_package_appear_in_two_versions(locked):
    versions = {(pin.name.lower(), str(pin.specifier)) for pin in locked}
    assert len({name for name, _ in versions}) == len(versions) > 100
    assert all(len(pin.specifier) == 1 and str(pin.specifier).startswith("==") for pin in locked)


def test_does_every_locked_package_run_on_the_oldest_python(locked):
    oldest = Version(".".join(map(str, OLDEST)))
    names = [pin.name for pin in locked if pin.marker is None or pin.marker.evaluate()]
    bounds = {name: SpecifierSet(metadata.metadata(name).get("Requires-Python") or "") for name in names}
    assert len(bounds) > 100
    assert [name for name, bound in bounds.items() if not bound.contains(oldest)] == []


def test_is_every_direct_dependency_locked(locked):
    names = {pin.name for pin in locked}
    wishes = asked(PROJECT.read_text(encoding="utf-8"))
    assert len(wishes) > 10 and {wish.name for wish in wishes} <= names


def test_does_the_lock_end_in_the_package_itself_and_say_how_it_was_made():
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "-e ./server" and "`workshop lock`" in "".join(lines[:3])
