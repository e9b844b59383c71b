"""`pytest --nbval solutions` in one command: the services that the notebooks need run while they are tested."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from workshop.course import index
from workshop.course.problems import CourseError
from workshop.environment import SCRATCH, exchanged, setting, take_over
from workshop.errors import WorkshopError

CELL_SECONDS = 600
_NBVAL_CELL_SECONDS = 2000  # nbval's own default


class Services:
    """A plugin of pytest. The conftest of the folder `solutions` registers it."""

    def __init__(self, solutions: Path):
        self.solutions, self.services = solutions, ExitStack()

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Set nbval's options. A pytest.ini in `solutions` wouldn't be read if pytest gets other folders, too."""
        if not _asked_for(config):
            return
        options = config.option
        options.nbval_sanitize_with = options.nbval_sanitize_with or str(self.solutions.resolve() / "sanitize.cfg")
        # The Python of this environment, whatever kernel named python3 the machine has elsewhere.
        options.nbval_current_env = not options.nbval_kernel_name
        if options.nbval_cell_timeout == _NBVAL_CELL_SECONDS:
            options.nbval_cell_timeout = CELL_SECONDS
        if getattr(options, "numprocesses", None):
            # All cells of a notebook need the same kernel, so they must go to the same worker.
            options.dist = "loadfile"

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Start the services, once: workers of xdist find their addresses in the environment."""
        config = session.config
        if not _asked_for(config) or hasattr(config, "workerinput") or config.option.collectonly:
            return
        from workshop.authoring.scratch_services import (  # MLflow, which --collect-only does without
            for_kernels,
            started,
        )

        try:
            scratch = self.services.enter_context(started(config.get_terminal_writer().line))
        except WorkshopError as error:
            pytest.exit(str(error), returncode=pytest.ExitCode.INTERNAL_ERROR)
        # nbval's kernels, and xdist's workers, have this process's environment.
        self.services.enter_context(exchanged(for_kernels(scratch) | {SCRATCH: scratch.tracking_uri}))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Before the first cell of a notebook starts a kernel: give the notebook its own workspace."""
        if item.path.suffix != ".ipynb" or getattr(item.parent, "kernel", None) is not None:
            return
        from workshop.authoring.scratch_services import enter, for_kernels, for_notebook
        from workshop.services import Workspace

        if not setting(SCRATCH):  # tests must not use a person's own server
            raise CourseError("No services run for the notebooks. Name their folder: pytest --nbval solutions")
        solutions = self.solutions.resolve()
        course = index.read(solutions.parent)
        known = {notebook.executed: notebook for notebook in course.notebooks}
        if item.path in known:
            workspace = for_notebook(course, Workspace.here(), known[item.path])
        else:  # one that isn't the course's
            workspace = enter(course, Workspace.here(), item.path.relative_to(solutions).as_posix())
        take_over(for_kernels(workspace, course))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        self.services.close()


def _asked_for(config: pytest.Config) -> bool:
    return bool(config.getoption("nbval", False) or config.getoption("nbval_lax", False))
