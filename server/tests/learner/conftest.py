"""What tests of a learner's way share."""

import pytest
from course_samples import INDEX, TEXT, add_notebook, make_course, renumbered

from workshop.course import index


@pytest.fixture
def chain(tmp_path):
    """Three notebooks, of which the third builds on the second, and the second on an exercise of the first."""
    course = make_course(tmp_path)
    for number, need in (("2.2", "2.1.2"), ("2.3", "2.2")):
        entry = (
            renumbered(INDEX, new=number)
            .replace('"2.1-sample"', f'"{number}-sample"')
            .replace("today", f'needs = ["{need}"]\ntoday', 1)
        )
        add_notebook(course, renumbered(TEXT, new=number), entry, f"0{number[-1]}_sample")
    return index.read(course)
