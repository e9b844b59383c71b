"""Are solution regions replaced by their stubs, and are markers that don't fit refused?"""

import pytest

from workshop.course.markers import MarkerError, clear, marked

REGION = """\
before
### BEGIN SOLUTION
secret
### STUB
# shown
### END SOLUTION
after"""

INDENTED = """\
def f():
    ### BEGIN SOLUTION
    return 1
    ### STUB
    # if x:
    #     ...   # go
    #

    # # think
    ### END SOLUTION"""

PROJECT = """\
name: energy
entry_points:
  main:
    ### BEGIN SOLUTION
    command: python train.py
    ### STUB
    # command: ...
    ### END SOLUTION
"""


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(MarkerError) as error:
        clear(text)
    return error.value.problems


def test_is_a_region_replaced_by_its_stub():
    assert clear(REGION) == "before\nshown\nafter"


def test_is_a_text_without_markers_left_as_it_is():
    assert clear("a\n\n# b\n") == "a\n\n# b\n"
    assert not marked("a\n\n# b\n")


def test_are_several_regions_each_replaced_by_their_own_stub():
    assert clear(f"{REGION}\n{REGION.replace('shown', 'other')}") == "before\nshown\nafter\nbefore\nother\nafter"


def test_does_a_stub_keep_its_indentation_blank_lines_and_comments():
    assert clear(INDENTED) == "def f():\n    if x:\n        ...   # go\n\n\n    # think"


def test_do_the_markers_work_in_a_project_file():
    assert clear(PROJECT) == "name: energy\nentry_points:\n  main:\n    command: ...\n"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("### BEGIN SOLUTION\nx\n### END SOLUTION", 3, "has no ### STUB"),
        ("### BEGIN SOLUTION\nx\n### STUB\n### END SOLUTION", 4, "stub is empty"),
        ("### BEGIN SOLUTION\nx\n### STUB\nx\n### END SOLUTION", 4, "begins with `# `"),
        ("a\n### BEGIN SOLUTION\nx\n### STUB\n# y", 2, "without ### END SOLUTION"),
        (
            "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### STUB\n# y\n### END SOLUTION",
            2,
            "inside the region that begins at line 1",
        ),
        ("### STUB\n# y", 1, "outside a solution"),
        ("x\n### END SOLUTION", 2, "outside a solution"),
        ("### BEGIN SOLUTION\nx\n### STUB\n# y\n### STUB\n### END SOLUTION", 5, "a second ### STUB"),
        ("## BEGIN SOLUTION\nx", 1, "not quite a marker"),
        ("### BEGIN SOLUTIONS", 1, "not quite a marker"),
        ("### begin solution", 1, "not quite a marker"),
        ("### BEGIN SOLUTION\nx\n## STUB\n# y\n### END SOLUTION", 3, "not quite a marker"),
        ("###BEGIN_SOLUTION", 1, "not quite a marker"),
    ],
)
def test_is_a_marker_that_does_not_fit_refused_with_its_line(text, line, says):
    assert any(at == line and says in message for at, message in problems(text))


def test_are_all_problems_of_a_text_told_at_once():
    assert [line for line, _ in problems("### STUB\n### BEGIN SOLUTION\nx\n### END SOLUTION\n### END SOLUTION")] == [
        1,
        4,
        5,
    ]
