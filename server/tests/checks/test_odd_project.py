"""Does whatever lies in the files of the project of 4.1, and in its experiment, get one of the six verdicts?"""

import pytest

from workshop.energy import arrivals
from workshop.progress.verdict import Kind

LR = "4_projects/lr"
ENTRY = """\
python_env: python_env.yaml
entry_points:
  main:
    parameters:
      data: path
      alpha: {type: float, default: 1.0}
      judge_from: {type: string, default: "2015-04-01"}
    command: COMMAND
"""
COMMAND = "python train.py --data {data} --alpha {alpha} --judge-from {judge_from}"
ENVIRONMENTS = {
    "nothing": (b"", Kind.WRONG, "is no dictionary"),
    "bytes that are no text": (b"\xff\xfe", Kind.WRONG, "can't be read"),
    "no YAML": (b"a: [", Kind.WRONG, "is no dictionary"),
    "a list": (b"- a", Kind.WRONG, "is no dictionary"),
    "a number as Python": (b"python: 3.11", Kind.WRONG, ""),
    "a list as Python": (b"python: [3]", Kind.WRONG, "python is"),
    "dependencies that are a dictionary": (b"python: PYTHON\ndependencies: {a: b}", Kind.WRONG, "should be a list"),
    "numbers among them": (b"python: PYTHON\ndependencies: [1, null]", Kind.WRONG, "lack mlflow-skinny"),
    "brackets in brackets": (b"[" * 5000, Kind.WRONG, "is no dictionary"),
    "a tag of Python's": (b"!!python/object/apply:os.system ['true']", Kind.WRONG, "is no dictionary"),
    "half a megabyte": (b"#" * 500_000, Kind.WRONG, "bytes"),
}
POINTS = {
    "nothing": ("", Kind.NOT_ATTEMPTED, "no entry points"),
    "a list": ("[1]", Kind.NOT_ATTEMPTED, "no entry points"),
    "entry points that are a text": ("entry_points: main", Kind.WRONG, "and not main"),
    "a main that is a text": ("entry_points: {main: python}", Kind.WRONG, "and not main"),
    "parameters that are a list": ("python_env: python_env.yaml\nentry_points: {main: {parameters: [a]}}", Kind.WRONG, "lacks the parameters"),
    "a type that is a list": (ENTRY.replace("data: path", "data: [path]"), Kind.WRONG, "is of the type"),
    "a default that is a dictionary": (ENTRY.replace("default: 1.0", "default: {a: 1}"), Kind.WRONG, "alpha has the default"),
    "a default of NaN": (ENTRY.replace("default: 1.0", "default: .nan"), Kind.WRONG, "alpha has the default"),
    "a command that is a list": (ENTRY.replace("COMMAND", "[python]"), Kind.WRONG, "has no command"),
    "a brace that is never closed": (ENTRY.replace("COMMAND", f'"{COMMAND} {{"'), Kind.WRONG, "ValueError"),
    "a command that isn't there": (ENTRY.replace("COMMAND", f'"no-such-{COMMAND}"'), Kind.WRONG, "command failed"),
    "a command that does nothing": (ENTRY.replace("COMMAND", f'"true {COMMAND}"'), Kind.WRONG, "has no rmse_solar"),
    "a command that prints without end": (ENTRY.replace("COMMAND", f'"{COMMAND}; head -c 3000000 /dev/zero; exit 3"'), Kind.WRONG, "command failed"),
}  # fmt: skip
READS = {
    "nothing": (b"", Kind.NOT_ATTEMPTED, "no read of yours"),
    "bytes that are no text": (b"\xff\xfe", Kind.WRONG, "can't be read"),
    "no Python": (b"def read(:", Kind.WRONG, "no Python in line 1"),
    "a zero byte": (b"def read(t): ...\n\x00", Kind.WRONG, "no Python"),
    "an import that there isn't": (b"import nothing_of_that\ndef read(t): ...\ndef refuse(r): ...", Kind.WRONG, "ModuleNotFound"),
    "an end of the process": (b"import os\ndef read(t): os._exit(7)\ndef refuse(r): ...", Kind.CRASHED, "ended with code 7"),
    "an exit at once": (b"import sys\nsys.exit()\ndef read(t): ...\ndef refuse(r): ...", Kind.WRONG, "can't be imported"),
    "names that are numbers": (b"def read(t): return {1: 2}\ndef refuse(r): ...", Kind.WRONG, "returned the names"),
    "an alpha that is a list": (b"def read(t): return {'data': 1, 'alpha': [], 'judge_from': 3}\ndef refuse(r): ...", Kind.WRONG, "as alpha"),
    "an alpha of NaN": (b"def read(t): return {'data': 1, 'alpha': float('nan'), 'judge_from': 3}\ndef refuse(r): ...", Kind.WRONG, "as alpha"),
    "an object that can't be shown": (b"class A:\n    def __str__(s): raise ValueError('no')\ndef read(t): return {'data': A(), 'alpha': 1, 'judge_from': 2}\ndef refuse(r): ...", Kind.WRONG, "raised ValueError"),
    "a question": (b"def read(t): input('?')\ndef refuse(r): ...", Kind.WRONG, "raised EOFError"),
    "endless depth": (b"def read(t): return read(t)\ndef refuse(r): ...", Kind.WRONG, "raised RecursionError"),
}  # fmt: skip
RUNS = {
    "no parameters": {},
    "an alpha that is a word": {"params": [("alpha", "ten")]},
    "an alpha of NaN": {"params": [("alpha", "nan")]},
    "no tags": {"params": [("alpha", "10")], "tags": []},
    "metrics enormous": {"params": [("alpha", "10"), ("judge_from", "2015-04-01")], "metrics": [("rmse_solar", 1.7e308, 0), ("rmse_wind", float("nan"), 0)]},
    "no metrics": {"params": [("alpha", "10"), ("judge_from", "2015-04-01")]},
    "another day": {"params": [("alpha", "10"), ("judge_from", "x" * 400)]},
}  # fmt: skip
OF_A_PROJECT = [("mlflow.source.type", "PROJECT"), ("mlflow.project.entryPoint", "main")]


@pytest.fixture(scope="module")
def project(desk, tmp_path_factory):
    """The folder of the project, whole."""
    folder = tmp_path_factory.mktemp("arrived")
    arrivals.arrive("2015-06", folder)
    desk.arrived = sorted(folder.glob("*.csv"))
    (desk.work / LR / "python_env.yaml").write_text("python: 3.11", encoding="utf-8")
    return desk.work / LR


def asked(desk, file, content: bytes, exercise: str, kind: Kind, says: str) -> None:
    file.write_bytes(content)
    verdict = desk.verdict(exercise)
    assert (verdict.kind, says in verdict.found) == (kind, True), verdict
    assert verdict.try_next and len(str(verdict)) < 3000
    assert file.read_bytes() == content


@pytest.mark.parametrize("what", ENVIRONMENTS)
def test_does_every_odd_environment_get_a_verdict(what, desk, project):
    import platform

    content, kind, says = ENVIRONMENTS[what]
    content = content.replace(b"PYTHON", platform.python_version().encode())
    asked(desk, project / "python_env.yaml", content, "4.1.1", kind, says)


@pytest.mark.parametrize("what", POINTS)
def test_does_every_odd_mlproject_get_a_verdict(what, desk, project):
    content, kind, says = POINTS[what]
    content = content.replace("COMMAND", f'"{COMMAND}"')
    asked(desk, project / "MLproject", content.encode(), "4.1.2", kind, says)


@pytest.mark.parametrize("what", READS)
def test_does_every_odd_module_of_parameters_get_a_verdict(what, desk, project):
    content, kind, says = READS[what]
    asked(desk, project / "parameters.py", content, "4.1.5", kind, says)


def test_is_a_folder_in_place_of_a_file_no_defect(desk, project):
    for name, exercise in {"python_env.yaml": "4.1.1", "MLproject": "4.1.2", "parameters.py": "4.1.5"}.items():
        (project / name).unlink(missing_ok=True)
        (project / name).mkdir()
        assert desk.verdict(exercise).kind is Kind.NOT_ATTEMPTED
        (project / name).rmdir()


def test_is_a_project_without_its_files_no_defect(desk, project):
    whole = {path: path.read_bytes() for path in project.iterdir() if path.is_file()}
    mlproject = ENTRY.replace("COMMAND", f'"{COMMAND}"')
    (project / "MLproject").write_text(mlproject, encoding="utf-8")
    for name in ("python_env.yaml", "train.py"):
        (project / name).unlink(missing_ok=True)
        assert desk.verdict("4.1.2").kind is Kind.WRONG
        if project / name in whole:
            (project / name).write_bytes(whole[project / name])
        else:
            (project / name).write_text("python: 3.11", encoding="utf-8")


@pytest.mark.parametrize("what", RUNS)
def test_does_every_odd_run_of_the_project_get_a_verdict(what, desk, project):
    kept = {"tags": OF_A_PROJECT} | RUNS[what]
    desk.run("4.1-project", "a run", **kept)
    verdict = desk.verdict("4.1.3")
    assert (verdict.kind, bool(verdict.try_next)) == (Kind.WRONG, True), verdict
    assert len(str(verdict)) < 3000
