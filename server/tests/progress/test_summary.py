"""Do points, exercises and what is next follow from what is kept?"""

import json

import pytest
from imagined_course import ROUTES, caught_up, passed, stand

from workshop.progress import html
from workshop.progress.verdict import Kind


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
    return kept | ({f"pass/{id}": kept[f"last/{id}"] for id in ids} if verdict == "passed" else {})


def test_is_the_notebook_that_was_worked_on_last_next_until_it_is_finished():
    assert stand(passed("2.1.1")).next.id == "2.1"
    assert stand(passed("2.1.1", "2.1.2")).next.id == "2.2", "what was skipped comes after what lies ahead"
    assert stand(passed("2.1.1", "2.1.2", "2.2.1", "2.2.2")).next.id == "1.1", "and before what is extra"
    earlier = at("2026-01-01T10:00:00+00:00", "wrong", "2.2.1")
    assert stand(earlier | at("2026-01-01T11:00:00+00:00", "passed", "2.1.1")).next.id == "2.1"
    assert stand(earlier | at("2026-01-01T11:00:00+00:00", "wrong", "1.2.1")).next.id == "1.2"
    assert stand(at("2026-01-01T11:00:00+00:00", "not attempted", "2.2.1")).next.id == "1.1", "a look is no work"


class Learner:
    """Somebody in the course ROUTES: an hour goes by with each step."""

    def __init__(self):
        self.kept, self.hours = {}, 0

    def _time(self) -> str:
        self.hours += 1
        return f"2026-01-01T{self.hours:02}:00:00+00:00"

    def finish(self, *notebooks: str) -> None:
        for id in notebooks:
            self.kept |= at(self._time(), "passed", f"{id}.1", f"{id}.2")

    def begin(self, notebook: str) -> None:
        self.kept |= at(self._time(), "passed", f"{notebook}.1")

    def catch_up(self, *notebooks: str) -> None:
        time = self._time()
        self.kept |= caught_up(*(f"{id}.{n}" for id in notebooks for n in (1, 2)), at=time)

    @property
    def next(self) -> str | None:
        found = stand(self.kept, ROUTES).next
        return found and found.id

    def follow(self) -> list[str]:
        """Finish what is next, until nothing is; returns the notebooks in order."""
        way = []
        while self.next:
            way.append(self.next)
            self.finish(self.next)
        return way


@pytest.fixture
def ann():
    return Learner()


def test_does_who_follows_what_is_next_get_core_then_day_two_then_extra(ann):
    assert ann.follow() == ["1.1", "1.2", "1.5", "2.1", "2.2", "1.3", "1.4", "1.6", "2.3", "1.7"]


def test_does_who_does_all_in_order_stay_in_order(ann):
    ann.finish("1.1", "1.2")
    assert ann.next == "1.5"
    ann.finish("1.3")
    assert ann.follow() == ["1.4", "1.5", "1.6", "2.1", "2.2", "2.3", "1.7"]


def test_does_a_look_into_day_two_change_nothing(ann):
    ann.finish("1.1", "1.2")
    ann.begin("1.3")
    assert ann.next == "1.3"
    ann.catch_up("1.3", "1.4")
    assert ann.next == "1.5"
    ann.finish("1.5")
    assert ann.next == "2.1"


def test_does_the_one_day_route_go_on_behind_what_was_caught_up(ann):
    ann.finish("1.1", "1.2")
    ann.catch_up("1.3", "1.4")
    for id in ("1.5", "2.1", "2.2"):
        assert ann.next == id
        ann.begin(id)
        assert ann.next == id
        ann.finish(id)
    assert ann.follow() == ["1.3", "1.4", "1.6", "2.3", "1.7"], "who comes back gets all of day two, in order"


def test_may_day_two_begin_before_the_first_is_over(ann):
    ann.finish("1.1", "1.2")
    ann.catch_up("1.3", "1.4")
    ann.finish("1.5")
    ann.begin("1.3")
    assert ann.next == "1.3", "though it is caught up on: there has been work on it since"
    ann.finish("1.3")
    assert ann.follow() == ["1.4", "1.6", "2.1", "2.2", "2.3", "1.7"]


def test_does_who_caught_up_in_the_midst_of_the_whole_story_go_on(ann):
    ann.finish("1.1", "1.2", "1.3")
    ann.catch_up("1.4")
    assert ann.next == "1.5"
    ann.finish("1.5")
    assert ann.follow() == ["1.6", "2.1", "2.2", "2.3", "1.4", "1.7"]


def test_does_who_joins_at_a_later_chapter_stay_there(ann):
    ann.catch_up("1.1", "1.2", "1.3", "1.4", "1.5")
    assert ann.next == "2.1"
    ann.finish("2.1")
    assert ann.follow() == ["2.2", "1.1", "1.2", "1.5", "1.3", "1.4", "1.6", "2.3", "1.7"]


def test_is_what_a_notebook_lacks_what_it_builds_on_and_is_not_done(ann):
    def lacks(id: str) -> list[str]:
        found = {each.id: each for each in ROUTES}
        return [each.id for each in stand(ann.kept, ROUTES).lacks(found[id])]

    assert lacks("1.5") == ["1.2", "1.3", "1.4"] and lacks("2.1") == ["1.2", "1.3", "1.4", "1.5"] and not lacks("1.4")
    ann.finish("1.2")
    ann.catch_up("1.3")
    ann.begin("1.4")
    assert lacks("1.5") == ["1.4"]
    ann.finish("1.4")
    assert lacks("1.5") == []


def test_does_checking_everything_anew_change_nothing(ann):
    ann.finish("1.1")
    ann.catch_up("1.2", "1.3", "1.4")
    assert ann.next == "1.5"
    ann.kept |= {f"last/1.1.{n}": json.dumps({"verdict": "passed", "at": ann._time()}) for n in (1, 2)}
    assert ann.next == "1.5"


def test_does_what_is_next_name_what_comes_before_it_and_the_command(ann):
    ann.finish("1.1", "1.2")
    words, picture = (say(stand(ann.kept, ROUTES)) for say in (html.in_words, html.in_html))
    assert words.endswith(
        "\nBefore it: do 1.3, 1.4, or type `workshop catchup 1.5` in a terminal of JupyterLab, "
        "which does them for you, without points"
    )
    assert "<br>Before it: do 1.3, 1.4, or type <code>workshop catchup 1.5</code> in" in picture
    ann.catch_up("1.3")
    assert "do 1.4, or type `workshop catchup 1.5`" in html.in_words(stand(ann.kept, ROUTES))
    ann.catch_up("1.4")
    assert not any("Before it" in say(stand(ann.kept, ROUTES)) for say in (html.in_words, html.in_html))


def test_is_a_notebook_marked_with_its_route_where_that_is_not_the_first_day():
    lines = html.in_words(stand({}, ROUTES)).splitlines()
    marked = {line.split()[0]: line for line in lines if "Title" in line and not line.startswith("Next")}
    assert [id for id, line in marked.items() if line.endswith("points, day two")] == ["1.3", "1.4", "1.6", "2.3"]
    assert [id for id, line in marked.items() if line.endswith("points, extra")] == ["1.7"]
    assert not any("core" in line for line in marked.values())


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
