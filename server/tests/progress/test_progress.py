"""Does progress say where a learner stands, in the terminal, in a notebook and in JupyterLab, and keep it?"""

import gzip
import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from rich.console import Console

from workshop import lesson
from workshop.course import index
from workshop.course.index import Course, Exercise, Notebook
from workshop.course.problems import CourseError
from workshop.progress import html, plain_reader, summary, tab, table
from workshop.progress.outcome import Broken
from workshop.progress.store import Progress
from workshop.progress.verdict import Kind, Verdict
from workshop.services import Space, Workspace, ports, running


def notebook(id: str, route: str = "core", points: tuple[int, ...] = (2, 3)) -> Notebook:
    """A notebook of an imagined course, with an exercise for each of the points, two hints each."""
    exercises = tuple(
        Exercise(f"{id}.{n}", f"Exercise {n}", each, ("a", "b")) for n, each in enumerate(points, start=1)
    )
    folder, name = f"{id.partition('.')[0]}_chapter", f"0{id[-1]}_one"
    return replace(index.read().notebook("2.1"), id=id, folder=folder, name=name, title=f"Title of <{id}>", route=route,
                   experiment=f"{id}-experiment", exercises=exercises)  # fmt: skip


BEFORE = Path(__file__).parents[1] / "support" / "before_the_rooms.db.gz"
COURSE = (notebook("1.1"), notebook("1.2", "extra"), notebook("2.1"), notebook("2.2"))


def passed(*ids: str) -> dict[str, str]:
    return {f"pass/{id}": "{}" for id in ids} | {f"last/{id}": json.dumps({"verdict": "passed"}) for id in ids}


def caught_up(*ids: str) -> dict[str, str]:
    return {f"caught/pass/{id}": "{}" for id in ids}


def stand(kept: dict[str, str]) -> summary.Standing:
    return summary.of(Course(Path(), COURSE), kept)


def test_do_points_and_exercises_add_up_by_notebook_and_chapter():
    found = stand(passed("1.1.1", "1.1.2", "2.1.2"))
    assert (found.points, found.most_points, found.done, len(found.exercises)) == (8, 20, 3, 8)
    assert {folder: chapter.points for folder, chapter in found.chapters.items()} == {"1_chapter": 5, "2_chapter": 3}
    assert [each.points for each in found.notebooks] == [5, 0, 3, 0]
    assert [each.finished for each in found.notebooks] == [True, False, False, False]


def test_is_what_is_next_core_before_extra():
    assert stand({}).next.id == "1.1"
    assert stand(passed("1.1.1")).next.id == "1.1"
    assert stand(passed("1.1.1", "1.1.2")).next.id == "2.1"
    core = passed("1.1.1", "1.1.2", "2.1.1", "2.1.2", "2.2.1", "2.2.2")
    assert stand(core).next.id == "1.2"
    assert stand(core | passed("1.2.1", "1.2.2")).next is None


def at(time: str, verdict: str, *ids: str) -> dict[str, str]:
    """Notes of a verdict of that time."""
    kept = {f"last/{id}": json.dumps({"verdict": verdict, "at": time}) for id in ids}
    return kept | ({f"pass/{id}": "{}" for id in ids} if verdict == "passed" else {})


def test_is_the_notebook_that_was_worked_on_last_next_until_it_is_finished():
    assert stand(passed("2.1.1")).next.id == "2.1"
    assert stand(passed("2.1.1", "2.1.2")).next.id == "2.2", "what was skipped comes after what lies ahead"
    assert stand(passed("2.1.1", "2.1.2", "2.2.1", "2.2.2")).next.id == "1.1", "and before what is extra"
    earlier = at("2026-01-01T10:00:00+00:00", "wrong", "2.2.1")
    assert stand(earlier | at("2026-01-01T11:00:00+00:00", "passed", "2.1.1")).next.id == "2.1"
    assert stand(earlier | at("2026-01-01T11:00:00+00:00", "wrong", "1.2.1")).next.id == "1.2"
    assert stand(at("2026-01-01T11:00:00+00:00", "not attempted", "2.2.1")).next.id == "1.1", "a look is no work"


def test_does_a_caught_up_notebook_have_no_points_and_come_last():
    found = stand(caught_up("1.1.1", "1.1.2"))
    first = found.notebooks[0]
    assert first.caught_up and not first.finished and (first.done, first.points) == (0, 0)
    assert found.next.id == "2.1"
    for said in (html.in_words(found), html.in_html(found)):
        assert "caught up, no points" in said
    rest = passed("1.2.1", "1.2.2", "2.1.1", "2.1.2", "2.2.1", "2.2.2")
    assert stand(caught_up("1.1.1", "1.1.2") | rest).next.id == "1.1"


def test_is_a_half_finished_notebook_that_was_caught_up_both():
    found = stand(passed("1.1.1") | caught_up("1.1.2"))
    assert "1 of 2 exercises, 2 of 5 points, the rest caught up" in html.in_words(found)
    assert not stand(caught_up("1.1.1")).notebooks[0].caught_up


def test_does_a_passed_exercise_that_was_caught_up_too_keep_its_points():
    assert stand(passed("1.1.1") | caught_up("1.1.1")).points == 2


@pytest.mark.parametrize(
    ("verdict", "tried"),
    [(Kind.WRONG, True), (Kind.CRASHED, True), (Kind.TIMED_OUT, True), (Kind.NOT_ATTEMPTED, False)],
)
def test_is_an_exercise_that_was_tried_in_vain_named_with_its_verdict(verdict, tried):
    found = stand({"last/1.1.2": json.dumps({"verdict": verdict})})
    assert bool(found.tried) is tried
    assert (f"1.1.2 {verdict}" in html.in_words(found)) is tried


def test_does_a_pass_stand_when_the_newest_verdict_is_another():
    found = stand(passed("1.1.1") | {"last/1.1.1": json.dumps({"verdict": "wrong"})})
    assert found.points == 2 and found.tried == ()


def test_are_hints_counted_as_far_as_there_are_any():
    found = stand({"hints/1.1.1": "1", "hints/1.1.2": "9", "revealed/1.1.2": "2026-01-01"})
    assert (found.hints, found.revealed) == (3, 1)
    assert "1 solution shown, 3 hints" in html.in_words(found)


def test_do_notes_on_exercises_that_are_gone_count_for_nothing():
    odd = passed("1.1.9", "7.1.1", "") | {
        "hints/1.1.9": "2",
        "revealed/7.1.1": "x",
        "identity": "x",
        "mlflow.note": "y",
    }
    assert stand(odd) == stand({})


@pytest.mark.parametrize("text", ["", "no JSON", "[]", "null", "3", '{"verdict": "splendid"}', '{"verdict": []}'])
def test_is_a_note_that_somebody_edited_as_if_it_were_not_there(text):
    assert stand({"last/1.1.1": text, "hints/1.1.1": text.replace("3", "-3")}) == stand({})


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
    assert found == summary.of(index.read(), progress.notes)


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
    """The database is one that a learner's server left before the package was divided into rooms: 1.1.1 and 2.1.1 passed,
    2.1.1 and 2.1.2 wrong later, an answer, two hints, a solution shown, 2.2.1 caught up on."""
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


def test_does_a_finished_part_lead_on_to_the_rest(learner, progress):
    for each in index.read().notebook("1.1").exercises:
        keep_pass(progress, each.id)
    console = Console(record=True, width=400)
    table.overview(index.read(), learner, "1.1", console)
    assert "Next: 2.1" in console.export_text()


def test_does_the_command_leave_mlflow_unimported(learner):
    """What makes it quick: the same holds for JupyterLab's own process, which shows the tab."""
    code = (
        "import sys; from workshop.services import Workspace; from workshop.course import index; from workshop.progress import tab, table\n"
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
