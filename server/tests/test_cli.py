"""Do the commands explain themselves, and end in a sentence where something is wrong?"""

import os
import re

import pytest
from click.testing import CliRunner
from course_samples import make_course, scratch_on

from workshop import cli
from workshop.authoring import scratch_services, strength_table
from workshop.authoring.strength import Strength
from workshop.cli import WHOSE, main
from workshop.course import index
from workshop.paths import GERMANY


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in a space of its own: gives (exit code, what it printed)."""
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("WORKSHOP_WORK", str(tmp_path / "work"))
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    monkeypatch.delenv("WORKSHOP_DATA", raising=False)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, " ".join(result.output.split())

    return call


def test_is_every_command_listed_for_those_whom_it_serves(run):
    code, said = run("--help")
    assert code == 0
    assert sorted(name for names in WHOSE.values() for name in names) == sorted(main.commands)
    places = [said.index(f" {name} {main.commands[name].get_short_help_str(90).split()[0]} ") for name in main.commands]
    assert len(set(places)) == len(places)


def test_is_the_version_said_with_the_commit_and_mlflows(run, monkeypatch):
    code, said = run("--version")
    assert code == 0 and re.fullmatch(r"workshop \d\S*, commit [0-9a-f]{7,}, MLflow \d\S+", said), said
    monkeypatch.setattr("workshop.git.head", lambda folder: "")
    assert re.fullmatch(r"workshop \d\S*, MLflow \d\S+", run("--version")[1])


def test_does_check_without_services_say_how_to_start_them(run):
    code, said = run("check")
    assert code == 1 and "workshop up" in said


def test_does_check_of_an_unknown_chapter_name_those_that_there_are(run):
    code, said = run("check", "9")
    assert code == 1 and "2.1" in said


def test_does_down_say_that_nothing_ran(run):
    assert run("down") == (0, "Nothing was running.")


def test_does_reset_of_an_unknown_exercise_name_those_that_there_are(run):
    code, said = run("reset", "2.1.9")
    assert code == 1 and "2.1.1" in said


def test_does_a_port_that_is_none_end_in_a_sentence(run, monkeypatch):
    monkeypatch.setenv("WORKSHOP_LAB_PORT", "many")
    code, said = run("up", "--no-browser")
    assert code == 1 and "WORKSHOP_LAB_PORT" in said and "Traceback" not in said


def test_does_data_ask_which_data(run):
    code, said = run("data")
    assert code == 2 and "--whole" in said
    assert run("data", "--from", ".")[0] == 2


def test_do_months_arrive_in_work_once(run, tmp_path):
    code, said = run("data", "--arrive", "2015-02")
    arrivals = tmp_path / "work" / "arrivals"
    assert code == 0 and sorted(os.listdir(arrivals)) == ["2015-01.csv", "2015-02.csv"] and "2015-02.csv" in said
    assert run("data", "--arrive", "2015-02") == (0, "Nothing new.")
    code, said = run("data", "--arrive", "2014-12")
    assert code == 1 and "germany.csv" in said


def test_is_germany_csv_cut_from_what_data_whole_writes(run, tmp_path):
    assert run("data", "--whole", "whole.csv")[0] == 0
    whole = (tmp_path / "whole.csv").read_bytes()
    assert whole.startswith(GERMANY.read_bytes()) and len(whole) > 1.9 * GERMANY.stat().st_size


@pytest.fixture
def sample(tmp_path, monkeypatch):
    """The commands get a small course, whose text has no number in its title."""
    course = index.read(make_course(tmp_path / "course"))
    monkeypatch.setattr(index, "read", lambda *_: course)
    return course


def test_does_building_say_what_a_text_still_lacks(run, sample, services, monkeypatch):
    monkeypatch.setattr(scratch_services, "started", scratch_on(services))
    code, said = run("build", "2.1")
    assert code == 0 and "2.1: solutions/2_tracking/01_sample.ipynb is new" in said
    assert "To mend: solutions/2_tracking/01_sample.py:2: the first cell begins with the title: # 2.1 A sample" in said


def test_does_strength_of_an_unknown_notebook_name_those_that_there_are(run):
    code, said = run("strength", "2.1", "9.9")
    assert code == 1 and "2.1" in said


def test_does_strength_end_in_what_there_is_to_see_to(run, sample, monkeypatch):
    found = {"2.1.1": Strength(caught=2, holes=["answer [a]: altered"])}
    monkeypatch.setattr(strength_table, "measure", lambda *_: found)
    code, said = run("strength")
    assert code == 1 and said.endswith("2.1.1 hole: answer [a]: altered")
    found = {"2.1.1": Strength(caught=3)}
    code, said = run("strength", "2.1", "--check")
    assert code == 1 and said.endswith("To store it: workshop strength 2.1")
    assert f"What was measured for 2.1 differs from {strength_table.PLACE}." in said
    for again in ((), ("--check",)):
        code, said = run("strength", *again)
        assert code == 0 and said.endswith("No holes.")


def test_is_building_on_other_data_refused_when_it_would_be_stored(run, tmp_path):
    (tmp_path / "other.csv").write_text("x")
    code, said = run("build", "--data", "other.csv")
    assert code == 2 and "--no-save" in said


def test_does_a_data_file_that_is_none_end_in_a_sentence(run, tmp_path, monkeypatch):
    page = tmp_path / "page.csv"
    page.write_text("<html><body>Not found</body></html>")
    monkeypatch.setenv("WORKSHOP_DATA", str(page))
    code, said = run("data", "--whole", "whole.csv")
    assert code == 1 and "page.csv" in said and not (tmp_path / "whole.csv").exists()


@pytest.mark.parametrize(
    "typed, down", [("bin/workshop", "workshop down"), ("workshop/__main__.py", "python3 server down")]
)
def test_does_up_name_the_way_down_that_its_own_caller_has(monkeypatch, typed, down):
    monkeypatch.setattr("sys.argv", [typed, "up"])
    assert cli._down() == down
