"""Does whatever lies in promotions.py, in the experiment `promotions` and in the registry get one of the six verdicts?"""

import hashlib
import json
import math

import pytest
from sklearn.linear_model import LinearRegression
from store_at_hand import log
from walks import cells

from workshop.course import index, markers
from workshop.energy import arrivals
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.verdict import Kind

MODEL, LESSON = "germany-power", index.read().notebook("3.5")
WRITES = "%%writefile promotions.py\n"
SOUND = markers.solved(next(source for _, _, source in cells(LESSON) if source.startswith(WRITES))).removeprefix(WRITES)
FILES = {
    "nothing": (b"", Kind.NOT_ATTEMPTED, "no function promote"),
    "bytes that are no text": (b"\xff\xfe\x00promote", Kind.NOT_ATTEMPTED, "no function promote"),
    "a comment alone": (b"# def promote(alias): ...", Kind.NOT_ATTEMPTED, "no function promote"),
    "no Python": (b"def promote(:", Kind.WRONG, "SyntaxError"),
    "a zero byte": (b"def promote(): ...\n\x00", Kind.WRONG, "can't be imported"),
    "a name in a string": (b"'''\ndef promote(): ...\n'''", Kind.WRONG, "raised TypeError"),
    "no arguments": (b"def promote(): ...", Kind.WRONG, "raised TypeError"),
    "an import that there isn't": (b"import nothing_of_that_name\ndef promote(): ...", Kind.WRONG, "ModuleNotFoundError"),
    "an end of the process": (b"import os\ndef promote(*given): os._exit(7)", Kind.CRASHED, "ended with code 7"),
    "an exit": (b"import sys\ndef promote(*given): sys.exit('so')", Kind.WRONG, "raised SystemExit: so"),
    "an exit at once": (b"import sys\nsys.exit()\ndef promote(*given): ...", Kind.WRONG, "can't be imported: SystemExit"),
    "a question": (b"def promote(*given): input('Really?')", Kind.WRONG, "raised EOFError"),
    "its end": (b"import os\ndef promote(*given): os.remove(__file__)", Kind.WRONG, "is at 1"),
    "a megabyte": (b"def promote(*given): print('x' * 1_000_000)", Kind.WRONG, "is at 1"),
    "an object": (b"def promote(*given): return object()", Kind.WRONG, "is at 1"),
    "a log elsewhere": (
        SOUND.replace('Path(__file__).with_name("promotions.jsonl")', 'Path("WORK/promotions.jsonl")').encode(),
        Kind.WRONG,
        "it writes into the log in your folder",
    ),
    "a log that is no log": (
        SOUND.replace("    lines = LOG", '    LOG.write_text("[]\\nnull\\n")\n    lines = LOG').encode(),
        Kind.WRONG,
        "promotions.jsonl",
    ),
}  # fmt: skip
BEFORE, BAD, BACK = "1", "2", "1"
MOVES = {
    "as it should be": {},
    "no reason": {"reasons": [()] * 3},
    "reasons of 5 kB": {"reasons": [[("reason", "found at version " + "9" * 5000)]] * 3},
    "a number in another script": {"reasons": [[("reason", "found at version \u0661")]] * 3},
    "no parameters": {"parameters": ("alias",)},
    "versions that are none": {"versions": ("x", "", "1e9")},
    "no run": {"runs": 0},
    "the found one alone": {"runs": 1},
    "nothing taken back": {"runs": 2},
    "a verdict that is a list": {"verdict": [1]},
    "a verdict of 5 kB": {"verdict": {"takes back": "x" * 5000}},
    "metrics NaN": {"metric": math.nan},
    "metrics infinite": {"metric": -math.inf},
    "metrics enormous": {"metric": 1.7e308},
    "tags of 5 kB": {"gate": "x" * 5000},
    "the bad version deleted under its alias": {"gone": BAD, "at": BAD},
    "the earlier version deleted": {"gone": BEFORE},
    "moved past promote": {"at": BAD},
    "no alias": {"at": None},
    "no lines": {"lines": ""},
    "lines that are no text": {"lines": "\udcff"},
    "no registered model": {"gone": "all"},
    "a name in another case": {"name": "Germany-Power"},
}
OF_MOVES = ("3.5.3", "3.5.4", "3.5.5")


@pytest.fixture(scope="module")
def quarter(desk, tmp_path_factory):
    folder = tmp_path_factory.mktemp("arrived")
    arrivals.arrive("2015-03", folder)
    desk.arrived = sorted(folder.glob("*.csv"))


@pytest.fixture(scope="module")
def made(desk, hours):
    """The id of a run, and its model."""
    run = desk.run("3.5-rollback", "Friday's forest")
    with desk.opened("3.5-rollback", run):
        return run, log(LinearRegression().fit(hours[FEATURES], hours[TARGETS]), hours)


@pytest.mark.parametrize("what", FILES, ids=lambda text: text.replace(" ", "-"))
def test_does_every_odd_file_get_a_verdict_and_leave_the_learners_folder_as_it_is(what, desk):
    content, kind, says = FILES[what]
    file, note = desk.work / "promotions.py", desk.work / "promotions.jsonl"
    file.write_bytes(content.replace(b"WORK", desk.work.as_posix().encode()))
    note.write_text('{"before": ""}\n')
    before = file.read_bytes(), note.read_bytes()
    verdict = desk.verdict("3.5.2")
    assert (verdict.kind, says in verdict.found) == (kind, True), verdict
    assert verdict.try_next and len(str(verdict)) < 3000
    assert (file.read_bytes(), note.read_bytes()) == before


def test_is_a_folder_in_place_of_the_file_no_defect(desk):
    file = desk.work / "promotions.py"
    file.unlink(missing_ok=True)
    assert desk.verdict("3.5.2").kind is Kind.NOT_ATTEMPTED
    file.mkdir()
    assert desk.verdict("3.5.2").kind is Kind.NOT_ATTEMPTED
    file.rmdir()


def test_is_an_endless_promote_given_up_and_ended(desk, monkeypatch, tmp_path):
    import psutil

    from workshop.checks import check_of

    monkeypatch.setattr(
        check_of.checks(LESSON).trial, "SECONDS", 30
    )  # it must have begun by then, on a busy machine, too
    pid = tmp_path / "pid"
    lines = (
        "import os, time",
        "def promote(*given):",
        f"    open({str(pid)!r}, 'w').write(str(os.getpid()))",
        "    time.sleep(999)",
    )
    (desk.work / "promotions.py").write_text("\n".join(lines))
    verdict = desk.verdict("3.5.2")
    assert (verdict.kind, "had not come back after 30 s" in verdict.found) == (Kind.CRASHED, True), verdict
    assert not psutil.pid_exists(int(pid.read_text()))


@pytest.mark.parametrize("what", MOVES, ids=lambda text: text.replace(" ", "-"))
def test_does_every_odd_log_of_promotions_get_a_verdict(what, desk, quarter, made):
    verdicts = left(desk, made, **MOVES[what])
    if what == "as it should be":
        assert all(verdict.passed for verdict in verdicts), verdicts
    else:
        assert not all(verdict.passed for verdict in verdicts), verdicts
    for verdict in verdicts:
        assert len(str(verdict)) < 3000, verdict
        assert verdict.passed or verdict.try_next, verdict


def left(
    desk, made, reasons=None, parameters=("alias", "from", "to"), versions=(BEFORE, BAD, BACK), runs=3, verdict=None,
    metric=None, gate="failed", gone="", at=BACK, name=MODEL, lines=None,
):  # fmt: skip
    """The verdicts on a registry of two versions, and three promotions, in which something is odd."""
    run, logged = made
    desk.client.create_registered_model(name)
    for tags in (
        {"train": "2013..2014"},
        {"weather": "another service", "gate": gate, "gate.reason": f"{gate} and why"},
    ):
        desk.client.create_model_version(name, logged.model_uri, run, tags, model_id=logged.model_id)
    if at:
        desk.client.set_registered_model_alias(name, "champion", at)
    ids = []
    for nth, to in enumerate(versions[:runs]):
        said = {"alias": "champion", "from": [BEFORE, BEFORE, BAD][nth], "to": to}
        reason = reasons[nth] if reasons else [("reason", f"found at version {BEFORE}")]
        tags = [*reason, ("data_sha256", "unknown")]
        ids.append(desk.run("promotions", to or "none", (), [(key, said[key]) for key in parameters], tags))
        desk.client.log_dict(ids[-1], {"gate": "not asked"}, "verdict.json")
    if lines is None:
        runs = [desk.client.get_run(id) for id in ids]
        said = [run.data.params | {"reason": run.data.tags.get("reason"), "run": run.info.run_id} for run in runs]
        lines = "\n".join(map(json.dumps, said))
    (desk.work / "promotions.jsonl").write_bytes(lines.encode(errors="surrogateescape"))
    if len(ids) == 3:
        desk.client.log_dict(ids[2], verdict or {"takes back": ids[1]}, "verdict.json")
    if len(ids) > 1:
        errors = own_errors(desk, logged)
        for key in ("rmse_wind_before", "rmse_wind_after"):
            desk.client.log_metric(ids[1], key, errors if metric is None else metric)
    if gone == "all":
        desk.client.delete_registered_model(name)
    elif gone:
        desk.client.delete_model_version(name, gone)
    try:
        return [desk.verdict(id) for id in OF_MOVES]
    finally:
        if gone != "all":
            desk.client.delete_registered_model(name)
        for id in ids:
            desk.client.delete_run(id)


def own_errors(desk, logged):
    """The error of the wind of the module's model in the months that have arrived, in GW."""
    import mlflow
    import pandas as pd
    from sklearn.metrics import root_mean_squared_error

    hours = pd.concat([pd.read_csv(path) for path in desk.arrived])
    predicted = pd.DataFrame(mlflow.pyfunc.load_model(logged.model_uri).predict(hours[FEATURES]))
    return float(root_mean_squared_error(hours["wind_GW"], predicted.to_numpy()[:, 1]))


def test_is_one_line_of_the_neighbours_log_forged_and_no_other():
    lines = LESSON.text.with_name("neighbours.jsonl").read_text(encoding="utf-8").splitlines()
    hashes = ["", *(hashlib.sha256(line.encode()).hexdigest() for line in lines)]
    assert [nth for nth, line in enumerate(lines) if json.loads(line)["before"] != hashes[nth]] == [8]
    moves = [(json.loads(line)["from"], json.loads(line)["to"]) for line in lines]
    assert all(end == begin for (_, end), (begin, _) in zip(moves, moves[1:], strict=False))
