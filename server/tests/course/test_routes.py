"""Do routes, minutes and the desk's dates agree, in the index and in what people read?"""

import re
from datetime import date, timedelta
from itertools import groupby, takewhile

import pytest

from workshop.course.index import Notebook, read
from workshop.course.index_file import CORE, ROUTES
from workshop.paths import SOLUTIONS

NOTEBOOKS = read().notebooks
CHAPTERS = {folder: tuple(found) for folder, found in groupby(NOTEBOOKS, key=lambda notebook: notebook.folder)}


def minutes(found) -> int:
    return sum(notebook.minutes for notebook in found)


def on(route: str, found=NOTEBOOKS) -> list[Notebook]:
    return [notebook for notebook in found if notebook.route == route]


def rows(text: str, head: str) -> list[list[str]]:
    """The cells of the rows of the table whose first cell is `head`."""
    lines = iter(text.splitlines())
    assert any(line.startswith(f"| {head} |") for line in lines), f"there is no table of {head}"
    table = takewhile(lambda line: line.startswith("|"), lines)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table][1:]


def test_does_the_core_of_the_course_fit_into_six_hours():
    assert minutes(on(CORE)) <= 6 * 60


def test_does_the_demo_route_fit_into_two_hours():
    assert minutes(found for found in NOTEBOOKS if found.demo) <= 2 * 60


def test_is_what_the_demo_route_needs_on_it():
    on_route = {id for found in NOTEBOOKS if found.demo for id in (found.id, *(e.id for e in found.exercises))}
    assert [(found.id, need) for found in NOTEBOOKS if found.demo for need in found.needs if need not in on_route] == []


def readme(chapter: str) -> str:
    return (SOLUTIONS / chapter / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_does_a_chapters_readme_list_its_notebooks_with_minutes_and_route(chapter):
    """A route in brackets where it isn't the core one."""
    expected = [
        (
            f"[{each.id} {each.title}]({each.name}.ipynb)" + (f" ({each.route})" if each.route != CORE else ""),
            str(each.minutes),
        )
        for each in CHAPTERS[chapter]
    ]
    assert [(row[0], row[-1]) for row in rows(readme(chapter), "notebook")] == expected


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_does_a_chapters_readme_add_up_the_minutes_of_each_route(chapter):
    """ "By route: core 90 minutes, day two 120, extra 45." """
    said = re.search(r"^By route: (.+?) (\d+) minutes(.*?)\.( |$)", readme(chapter), re.MULTILINE)
    assert said, "there is no line By route: core N minutes, ..."
    found = dict([(said[1], said[2]), *(part.rsplit(" ", 1) for part in said[3].split(", ")[1:])])
    sums = {route: minutes(on(route, CHAPTERS[chapter])) for route in ROUTES}
    assert found == {route: str(total) for route, total in sums.items() if total}


STORY = (SOLUTIONS / "README.md").read_text(encoding="utf-8")


def test_is_the_story_told_with_the_dates_of_the_notebooks():
    """Chapters that aren't written yet may stand in the table, too."""
    told = {row[0]: row[1] for row in rows(STORY, "chapter")}
    dates = {each.chapter: {other.today for other in NOTEBOOKS if other.chapter == each.chapter} for each in NOTEBOOKS}
    assert {chapter: {told[chapter]} for chapter in dates} == {
        chapter: {each.isoformat() for each in found} for chapter, found in dates.items()
    }


def test_has_the_desk_the_months_that_are_over_by_its_today():
    for chapter, today, has, _ in rows(STORY, "chapter"):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", today):
            over = (date.fromisoformat(today) + timedelta(days=1)).replace(day=1) - timedelta(days=1)
            assert has == f"2013-01 to {over:%Y-%m}", f"chapter {chapter}"


def test_does_the_story_say_the_champion_after_each_notebook_from_chapter_3_on():
    told = [row[0] for row in rows(STORY, "after notebook")]
    assert [each.id for each in NOTEBOOKS if int(each.chapter) >= 3 and each.id not in told] == []
