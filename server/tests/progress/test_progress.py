"""Does progress say where a learner stands, in the terminal, in a notebook and in JupyterLab, and keep it?"""

import gzip
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from imagined_course import COURSE, passed, stand
from mlflow.exceptions import MlflowException
from rich.console import Console

from workshop import lesson
from workshop.course import index
from workshop.course.index import Course
from workshop.course.problems import CourseError
from workshop.progress import html, plain_reader, summary, tab, table
from workshop.progress.outcome import Broken
from workshop.progress.store import Progress, ensure_experiment
from workshop.progress.verdict import Kind, Verdict
from workshop.services import Space, Workspace, ports, running

BEFORE = Path(__file__).parents[1] / "support" / "before_the_rooms.db.gz"


def test_is_the_picture_in_inline_styles_alone_and_escaped():
    shown = html.in_html(stand(passed("1.1.1")))
    assert "<style" not in shown and "<script" not in shown and "class=" not in shown and "style=" in shown
    assert "Title of &lt;1.1&gt;" in shown and "<1.1>" not in shown


def test_does_the_picture_link_to_what_is_next_but_not_to_itself():
    link = 'href="../1_chapter/01_one.ipynb"'
    assert link in html.in_html(stand({}), COURSE[2])
    assert "this notebook" in (here := html.in_html(stand({}), COURSE[0])) and link not in here
    assert "1_chapter/01_one.ipynb" in (page := html.in_html(stand({}))) and "href" not in page


def test_does_everything_passed_say_so():
    everything = stand(passed(*(each.id for every in COURSE for each in every.exercises)))
    for said in (html.in_words(everything), html.in_html(everything)):
        assert "Every exercise is passed." in said and "Next" not in said


def test_does_an_experiment_that_cannot_be_made_say_why():
    class Refusing:
        def get_experiment_by_name(self, name):
            return None

        get_experiment = get_experiment_by_name

        def create_experiment(self, name, tags):
            raise MlflowException("the disk is full")

    with pytest.raises(MlflowException, match="the disk is full"):
        ensure_experiment(Refusing(), "2.1-linear-regression", "a description")


# Asking the tracking server


@contextmanager
def answering(status: int, body: bytes):
    """A server that gives this answer to everything; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer((ports.LOOPBACK, 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://{ports.LOOPBACK}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "body"), [(404, b"no such page"), (500, b""), (200, b"<html>"), (200, b"{}"), (200, b"[]")]
)
def test_is_a_stranger_on_the_port_not_taken_for_an_empty_server(status, body):
    with answering(status, body) as address, pytest.raises(Broken, match="tracking server") as broken:
        plain_reader.read(Workspace(Space(Path(), Path()), address))
    assert "python3 server up" in broken.value.try_next


def test_is_a_server_that_does_not_answer_said_with_the_next_command():
    with pytest.raises(CourseError, match="doesn't answer.*workshop up"):
        summary.at(index.read(), Workspace(Space(Path(), Path()), f"http://{ports.LOOPBACK}:{ports.any_free()}"))


@pytest.fixture
def progress(learner):
    """Progress in a workspace of its own, as a notebook keeps it."""
    return Progress(learner)


def keep_pass(progress: Progress, id: str) -> None:
    progress.keep(Verdict(Kind.PASSED, id, "", share=1.0))


def test_is_what_a_notebook_keeps_what_is_read_without_mlflow(learner, progress):
    keep_pass(progress, "2.1.1")
    progress.show_hint("2.1.2")
    progress.reveal("2.1.2")
    found = summary.own(index.read(), learner)
    assert (found.points, found.hints, found.revealed) == (index.read().exercise("2.1.1").points, 1, 1)
    assert found == summary.of(index.read(), progress.tags)


def test_is_somebody_elses_progress_not_shown(learner, tmp_path):
    (tmp_path / "identity").write_text("somebody else", encoding="utf-8")
    Progress(replace(learner, space=Space(tmp_path, tmp_path))).claim()
    with pytest.raises(CourseError, match="not yours.*workshop doctor"):
        summary.own(index.read(), learner)


def test_is_nothing_done_where_nothing_was_kept(learner):
    assert summary.own(index.read(), learner).done == 0 and plain_reader.read(learner) == {}


def test_does_it_survive_a_restart():
    with Space.temporary() as space:
        with running(space, report=lambda _: None) as up:
            progress = Progress(up.workspace)
            progress.claim()
            keep_pass(progress, "2.1.1")
            progress.show_hint("1.1.1")
            before = summary.at(index.read(), up.workspace)
        with running(space, report=lambda _: None) as up:
            assert summary.at(index.read(), up.workspace) == before
        assert before.points and before.hints


def test_is_progress_read_that_an_earlier_version_kept():
    """The database is one that a learner's server left before the package was divided into rooms: 1.1.1 and 2.1.1
    passed, 2.1.1 and 2.1.2 wrong later, an answer, two hints, a solution shown, 2.2.1 caught up on."""
    with Space.temporary() as space:
        space.state.mkdir()
        space.database.write_bytes(gzip.decompress(BEFORE.read_bytes()))
        (space.state / "identity").write_text("a851357969f7dc86", encoding="utf-8")
        with running(space, report=lambda _: None) as up:
            kept = Progress(up.workspace)
            kept.claim()
            found = summary.at(index.read(), up.workspace)
    assert [each.exercise.id for each in found.exercises if each.passed] == ["1.1.1", "2.1.1"]
    assert [each.exercise.id for each in found.exercises if each.caught_up] == ["2.2.1"]
    assert (found.hints, found.revealed) == (2, 1) and found.next.id == "2.1"
    assert kept.answer("2.1.5") == (True, -0.42) and kept.passed("2.1.1")["seen"] == {
        "run": "a" * 32,
        "experiment": "1",
    }


def test_does_the_page_say_in_words_that_the_server_is_away_and_that_it_looks_again(monkeypatch, tmp_path):
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path))
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://{ports.LOOPBACK}:{ports.any_free()}")
    assert "doesn&#x27;t answer" in (said := tab.content()) and "workshop up" in said and "looks again" in said


# The terminal


def test_does_the_terminal_say_points_hints_and_the_file_of_what_is_next(learner, progress):
    keep_pass(progress, "2.1.1")
    console = Console(record=True, width=400)
    table.overview(index.read(), learner, "2.1", console)
    said = console.export_text()
    last = index.read().notebook("2.1")
    assert f"2 of {sum(each.points for each in last.exercises)} points" in said and "1.1" not in said
    assert f"Next: 2.1 {last.title}, {last.within(learner.space.work)}" in said


def test_does_the_terminal_say_what_the_one_day_route_has_to_catch_up_on(learner, progress):
    for id in ("1.1", "2.1", "2.2"):
        for each in index.read().notebook(id).exercises:
            keep_pass(progress, each.id)
    console = Console(record=True, width=400)
    table.overview(index.read(), learner, "2.2", console)
    said = console.export_text()
    assert "Next: 2.5" in said and "Before it: do 2.3, 2.4, or type `workshop catchup 2.5`" in said


def test_does_a_finished_part_lead_on_to_the_rest(learner, progress):
    for each in index.read().notebook("1.1").exercises:
        keep_pass(progress, each.id)
    console = Console(record=True, width=400)
    table.overview(index.read(), learner, "1.1", console)
    assert "Next: 2.1" in console.export_text()


def test_does_the_command_leave_mlflow_unimported(learner):
    """What makes it quick: the same holds for JupyterLab's own process, which shows the tab."""
    code = (
        "import sys; from workshop.services import Workspace; from workshop.course import index; "
        "from workshop.progress import tab, table\n"
        "from rich.console import Console; table.overview(index.read(), Workspace.here(), None, Console())\n"
        "assert 'points' in tab.content(); print('imported:', 'mlflow' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, encoding="utf-8", timeout=600)
    assert "Next: " in done.stdout and "imported: False" in done.stdout, done.stdout + done.stderr


# A notebook's opening cell


@pytest.fixture
def shown(learner, monkeypatch):
    """What is displayed from here on."""
    displayed = []
    monkeypatch.setattr(lesson, "display", displayed.append)
    lesson._desks.clear()
    yield displayed
    lesson._desks.clear()


def test_does_the_first_notebook_of_each_chapter_begin_with_the_picture_and_no_other(shown, monkeypatch):
    every = index.read().notebooks
    one = index.read().notebook("2.1")
    later = replace(
        one, id="2.99", exercises=tuple(replace(each, id=f"2.99.{n}") for n, each in enumerate(one.exercises))
    )
    monkeypatch.setattr(lesson, "_course", Course(index.read().folder, (*every, later)))
    firsts = {each.chapter: each for each in reversed(every)}.values()
    for each in firsts:
        with suppress(lesson.Unpassed):  # 3.1 lacks what it needs, and shows the picture all the same
            lesson.begin(each.id)
    assert [each.here for each in shown] == list(firsts)
    lesson.begin("2.99")
    assert len(shown) == len(firsts)


def test_does_the_picture_in_a_notebook_show_what_was_done_before_it(shown, progress):
    progress.claim()
    keep_pass(progress, "2.1.1")
    lesson.begin("2.1")
    assert shown[0].standing.points == 2


def test_is_the_picture_of_nothing_done_the_same_each_time(shown):
    lesson.begin("2.1")
    lesson.begin("2.1")
    first, second = shown
    assert repr(first) == repr(second) and first._repr_html_() == second._repr_html_()
    assert "Next: 1.1" in repr(first)
