"""Can chapter 3 be done again after later chapters: with 2016 on disk, and the alias elsewhere?"""

from workshop.authoring import scratch_services
from workshop.course import index
from workshop.course.text import compose
from workshop.energy import arrivals
from workshop.kernels import execute
from workshop.progress.store import Progress

MODEL, CHAMPION = "germany-power", "champion"
CHAPTER = "3"


def go_through(notebooks, environment):
    for notebook in notebooks:
        execute.run(notebook, compose(notebook), lambda *_: None, "", environment)


def test_does_a_second_pass_through_the_registry_chapter_pass(services, learner, tmp_path):
    """The check cells of the solutions raise where an exercise isn't passed."""
    course = index.read()
    notebooks = [notebook for notebook in course.notebooks if notebook.chapter == CHAPTER]
    needed = [notebook for notebook in course.needed(notebooks[-1]) if notebook.chapter < CHAPTER]
    workspace = scratch_services.enter(course, services.workspace, f"{learner.name} again", needed, tmp_path / "made")
    environment = scratch_services.for_kernels(workspace, course)
    go_through(notebooks, environment)
    arrivals.arrive("2016-12", workspace.space.work / arrivals.FOLDER)
    client = workspace.client()
    with workspace.entered():
        versions = client.search_model_versions(f"name = '{MODEL}'")
        at = client.get_registered_model(MODEL).aliases[CHAMPION]
        later = next(version for version in versions if str(version.version) != str(at) and "weather" in version.tags)
        client.set_registered_model_alias(MODEL, CHAMPION, later.version)
    go_through(notebooks, environment)
    progress = Progress(workspace)
    assert all(progress.passed(exercise.id) for notebook in notebooks for exercise in notebook.exercises)
    with workspace.entered():
        assert len(client.search_model_versions(f"name = '{MODEL}'")) <= len(versions) + 1  # 3.1.1 registers again
