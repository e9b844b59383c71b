"""Is every picture of a text there, made by a command, and told to those who can't see it?"""

import re

import pytest

from workshop.course import index
from workshop.paths import COURSE

PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
NOTEBOOKS = index.read().notebooks
SHOWN = [(notebook, *found) for notebook in NOTEBOOKS for found in PICTURE.findall(notebook.text.read_text("utf-8"))]


@pytest.mark.parametrize(("notebook", "words", "place"), SHOWN, ids=[place for _, _, place in SHOWN])
def test_does_a_picture_exist_and_say_in_words_what_it_shows(notebook, words, place):
    assert (notebook.text.parent / place).is_file()
    assert len(words.split()) >= 8, words


def test_is_every_picture_shown_and_made_by_the_command():
    files = {path.relative_to(COURSE) for path in (COURSE / "solutions").glob("*/pictures/*")}
    assert files == {(notebook.text.parent / place).relative_to(COURSE) for notebook, _, place in SHOWN}
    command = (COURSE / "server" / "bench" / "registry_pictures.py").read_text(encoding="utf-8")
    assert {path.name for path in files} == set(re.findall(r"(\w+\.png)", command))
