"""The course's own solution of an exercise, for a learner who asks for it."""

from workshop.course import index, roles, solution
from workshop.course.text import compose


def solution_of(exercise: index.Exercise) -> str:
    """The code of the exercise's solution regions, without stubs and markers."""
    notebook = index.notebook(exercise.notebook)
    cells = compose(notebook).cells
    given, _ = roles.assign(cells, notebook)
    mine = roles.Role(roles.SOLUTION, exercise)
    return "\n\n".join(_regions(cell.source) for cell, role in zip(cells, given) if role == mine)


def _regions(source: str) -> str:
    kept, inside = [], False
    for line in source.splitlines():
        if line.strip() in (solution.BEGIN, solution.STUB, solution.END):
            inside = line.strip() == solution.BEGIN
        elif inside:
            kept.append(line)
    return "\n".join(kept).strip()
