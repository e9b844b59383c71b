"""4.2: what its planted bugs are worth, what odd test files do, and whether a package can be built and installed where
there is neither a network nor an environment that can be written to."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest
from uv import find_uv_bin
from walks import cells

from workshop.checks import check_of
from workshop.course import index, markers
from workshop.progress.outcome import Crashed, NotAttempted, Wrong

LESSON = index.read().notebook("4.2")
CHECKS = check_of.checks(LESSON).__name__
built, lock, planted, tests_tried = (
    sys.modules[f"{CHECKS}.{name}"] for name in ("built", "lock", "planted", "tests_tried")
)
GIVEN = LESSON.text.parent / "powerdesk"


def written_by_the_solution(name: str) -> str:
    """The file of this name as the notebook's solution writes it."""
    first = f"%%writefile 4_projects/powerdesk/{name}\n"
    return markers.solved(next(source for _, _, source in cells(LESSON) if source.startswith(first))).removeprefix(
        first
    )


HOURS, TESTS, PROJECT = map(
    written_by_the_solution, ("src/powerdesk/hours.py", "tests/test_hours.py", "pyproject.toml")
)
BEFORE_THE_SOLUTION = TESTS.partition("def test_joined_sorts")[0]


@pytest.fixture
def package(tmp_path):
    """The folder of a package as a learner has it in the end, but for what is built."""
    return made(tmp_path / "work" / "4_projects" / "powerdesk")


def made(folder: Path, version: str = "0.1.0") -> Path:
    (folder / "src/powerdesk").mkdir(parents=True)
    (folder / "tests").mkdir()
    init = (GIVEN / "src/powerdesk/__init__.py").read_text(encoding="utf-8").replace("0.1.0", version)
    files = {"src/powerdesk/__init__.py": init, "src/powerdesk/hours.py": HOURS, "tests/test_hours.py": TESTS}
    files |= {"src/powerdesk/promotions.py": f"import mlflow\nMODEL = {version!r}\n", "pyproject.toml": PROJECT}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_is_the_correct_copy_that_of_the_solution():
    assert planted.text(planted.CORRECT).strip() == HOURS.strip()


def test_do_the_tests_of_the_solution_find_each_planted_bug(package, tmp_path):
    found = tests_tried.facts(package, tmp_path)
    assert "find all of the" in tests_tried.judged(found)
    failed = {each["copy"]: "failed" in each["tests"].values() for each in found["tries"]}
    assert failed == dict.fromkeys((planted.CORRECT, planted.OTHER), False) | dict.fromkeys(planted.BUGS, True)
    assert len({planted.text(name) for name in planted.BUGS}) == len(planted.BUGS)


ASSERTS = "    assert hours.gaps(table(every_hour('2014-07-01', 3), [])) == []\n"
ODD = {
    "hangs": ("    import time; time.sleep(1000)\n", Crashed, "had not ended"),
    "loops": ("    while True: pass\n", Crashed, "had not ended"),
    "ends the process": ("    import os; os._exit(0)\n", Crashed, "test_odd"),
    "kills itself": ("    import os, signal; os.kill(os.getpid(), signal.SIGKILL)\n", Crashed, "test_odd"),
    "exits": ("    import sys; sys.exit()\n", Wrong, "test_odd fails on correct code: SystemExit"),
    "stops pytest": ("    pytest.exit('enough')\n", Wrong, "stopped pytest itself"),
    "interrupts": ("    raise KeyboardInterrupt\n", Wrong, "stopped pytest itself"),
    "is skipped": ("    pytest.skip('later')\n", Wrong, "No test looks at"),
    "deletes its folder": ("    import shutil; shutil.rmtree('.')\n", Wrong, "change or delete files of the package"),
    "deletes all": ("    import shutil; shutil.rmtree('../..')\n", Wrong, "change or delete files of the package"),
    "prints without end": ("    while True: print('x' * 100_000)\n", Wrong, "It writes without end"),
    "starts a process": (
        "    import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(997)'])\n",
        Wrong,
        "No test looks at",
    ),
    "leaves a thread": (
        "    import threading, time; threading.Thread(target=time.sleep, args=[3]).start()\n",
        Wrong,
        "No test looks at",
    ),
    "changes the environment": ("    import os; os.environ.clear(); os.chdir('/')\n", Wrong, "No test looks at"),
    "knows the first time": (
        "    import builtins; assert not hasattr(builtins, 'seen'); builtins.seen = True\n",
        Wrong,
        "fails on correct code",
    ),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_does_an_odd_test_harm_nothing_but_its_own_verdict(odd, package, tmp_path):
    if odd == "prints without end" and sys.platform == "win32":
        pytest.skip("nothing there refuses a large file")
    code, kind, says = ODD[odd]
    (package / "tests/test_hours.py").write_text(
        f"{BEFORE_THE_SOLUTION}\ndef test_odd():\n{ASSERTS}{code}", encoding="utf-8"
    )
    before = {path: path.read_bytes() for path in sorted(package.rglob("*")) if path.is_file()}
    with pytest.raises(kind) as raised:
        tests_tried.judged(tests_tried.facts(package, tmp_path, patience=3))
    assert says in f"{raised.value.found} {raised.value.try_next}"
    assert {path: path.read_bytes() for path in sorted(package.rglob("*")) if path.is_file()} == before
    assert not [each.pid for each in psutil.process_iter(["cmdline"]) if "time.sleep(997)" in str(each.info["cmdline"])]


def run(work: Path, *command: str) -> subprocess.CompletedProcess:
    """A command in a learner's folder, without a network and without anything that was fetched before."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("UV_", "PYTHON"))}
    nowhere = "http://127.0.0.1:9"
    environment |= {"UV_OFFLINE": "1", "UV_CACHE_DIR": str(work / "cache"), "HOME": str(work), "TMPDIR": str(work)}
    environment |= {"UV_DEFAULT_INDEX": nowhere, "HTTPS_PROXY": nowhere, "HTTP_PROXY": nowhere}
    environment |= {"PYTHONPATH": str(work / "packages")}
    return subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, timeout=120)


def build_and_install(
    work: Path, version: str = "0.1.0", python: str = sys.executable, drop: Sequence[str] = ()
) -> None:
    """The two commands of the lesson. AssertionError, with what they say, where one of them fails."""
    wheel, of = f"4_projects/powerdesk/dist/powerdesk-{version}-py3-none-any.whl", ("--quiet", "--python", python)
    build = ("build", *of, "--wheel", "--no-build-isolation", "4_projects/powerdesk")
    install = ("pip", "install", *of, "--no-index", "--no-deps", "--reinstall", "--target", "packages", wheel)
    for words in (build, install):
        done = run(work, *drop, find_uv_bin(), *words)
        assert done.returncode == 0, done.stderr


def imported(work: Path, python: str = sys.executable, drop: Sequence[str] = ()) -> str:
    """What a new process that has the learner's packages on its path says of powerdesk."""
    code = "import powerdesk, importlib.metadata as m; print(powerdesk.__version__, m.version('powerdesk'))"
    return run(work, *drop, python, "-c", code).stdout.strip()


def test_do_two_learners_have_two_versions_at_once(tmp_path):
    for who, version in (("one", "0.1.0"), ("the ödher", "0.2.0")):
        made(tmp_path / who / "4_projects" / "powerdesk", version)
        build_and_install(tmp_path / who, version)
        assert built.judged(tmp_path / who, PROJECT) == version
    assert imported(tmp_path / "one") == "0.1.0 0.1.0"
    assert imported(tmp_path / "the ödher") == "0.2.0 0.2.0"


def test_does_a_second_version_replace_the_first(package):
    work = package.parents[1]
    build_and_install(work)
    init = package / "src/powerdesk/__init__.py"
    init.write_text(init.read_text(encoding="utf-8").replace("0.1.0", "0.1.1"), encoding="utf-8")
    with pytest.raises(Wrong, match="no wheel of version 0.1.1"):
        built.judged(work, PROJECT)
    build_and_install(work, "0.1.1")
    assert built.judged(work, PROJECT) == imported(work).split()[0] == "0.1.1"
    assert [path.name for path in (work / "packages").glob("*.dist-info")] == ["powerdesk-0.1.1.dist-info"]


def test_does_other_code_of_the_same_version_get_installed(package):
    work = package.parents[1]
    build_and_install(work)
    with (package / "src/powerdesk/hours.py").open("a", encoding="utf-8") as file:
        file.write("\nMENDED_AGAIN = True\n")
    build_and_install(work)
    assert built.judged(work, PROJECT) == "0.1.0"
    assert "MENDED_AGAIN" in (work / "packages/powerdesk/hours.py").read_text(encoding="utf-8")


@pytest.fixture
def read_only(tmp_path):
    """A Python that finds the course's packages, in an environment to which nobody may write; and the words before a
    command that take away from root, if it is root that runs the tests, the right to write there all the same."""
    place = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    find = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(find, capture_output=True, text=True, check=True).stdout.strip())
    (site / "course.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    everything = [place, *place.rglob("*")]
    for path in everything:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    drop = ["setpriv", "--bounding-set=-dac_override", "--"] if getattr(os, "geteuid", int)() == 0 else []
    try:
        write = [*drop, str(python), "-c", f"open({str(site / 'powerdesk.pth')!r}, 'w')"]
        if subprocess.run(write, capture_output=True).returncode == 0:
            pytest.skip("whoever runs this may write everywhere")
        yield str(python), drop
    except FileNotFoundError:
        pytest.skip("setpriv isn't there")
    finally:
        for path in everything:
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | 0o200)


def test_does_an_environment_that_cannot_be_written_to_do(package, read_only):
    python, drop = read_only
    work = package.parents[1]
    build_and_install(work, python=python, drop=drop)
    assert imported(work, python=python, drop=drop) == "0.1.0 0.1.0"
    assert built.judged(work, PROJECT) == "0.1.0"


def installed(packages: Path, *requires: str) -> Path:
    info = packages / "powerdesk-0.1.0.dist-info"
    info.mkdir(parents=True)
    lines = [
        "Metadata-Version: 2.4",
        "Name: powerdesk",
        "Version: 0.1.0",
        *(f"Requires-Dist: {text}" for text in requires),
    ]
    (info / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return packages


def test_does_what_is_needed_include_extras_and_leave_out_other_systems(tmp_path):
    packages = installed(
        tmp_path, "requests[socks] >=2", "no-such-thing ; sys_platform == 'nowhere'", "six ; extra == 'x'"
    )
    found = lock.needed(packages)
    assert found["requests"] == "powerdesk" and found["urllib3"] == "requests"
    assert "pysocks" in found and not {"no-such-thing", "six"} & set(found)


@pytest.mark.parametrize(
    "text, says",
    [
        ("six==1.17.0\nsix", "leaves the version open"),
        ("six==1.*", "leaves the version open"),
        ("six >=1, ==1.17.0", "leaves the version open"),
        ("six @ https://example.org/six.whl", "leaves the version open"),
        ("{'six': 1}", "The lock has the line"),
        ("\x00", "The lock has the line"),
    ],
)
def test_is_a_line_that_pins_nothing_refused(text, says):
    with pytest.raises(Wrong, match=says):
        lock.pins(text)


def test_is_a_package_that_is_not_installed_no_attempt_at_a_lock(tmp_path):
    with pytest.raises(NotAttempted):
        lock.needed(tmp_path)


def test_is_a_package_in_the_courses_environment_named(package, monkeypatch, tmp_path):
    work = package.parents[1]
    build_and_install(work)
    site = installed(tmp_path / "site")
    (work / "packages").rename(work / "elsewhere")
    monkeypatch.setattr(built.sysconfig, "get_path", lambda name: str(site))
    with pytest.raises(Wrong, match="in the course's environment"):
        built.judged(work, PROJECT)
