"""`pytest --nbval solutions` in one command: the services that the notebooks need run while they are tested."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from workshop.course import index
from workshop.course.problems import CourseError
from workshop.environment import SCRATCH, setting, take_over
from workshop.errors import WorkshopError

CELL_SECONDS = 600
_NBVAL_CELL_SECONDS = 2000  # nbval's own default


class Services:
    """A plugin of pytest, registered by the conftest of `solutions`, the folder that it is given."""

    def __init__(self, solutions: Path):
        self.solutions, self.services = solutions, ExitStack()

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """The settings of nbval, here because a pytest.ini in `solutions` isn't read when other folders are named."""
        if not _asked_for(config):
            return
        options = config.option
        options.nbval_sanitize_with = options.nbval_sanitize_with or str(self.solutions.resolve() / "sanitize.cfg")
        # The Python of this environment, whatever kernel named python3 the machine has elsewhere.
        options.nbval_current_env = not options.nbval_kernel_name
        if options.nbval_cell_timeout == _NBVAL_CELL_SECONDS:
            options.nbval_cell_timeout = CELL_SECONDS
        if getattr(options, "numprocesses", None):
            # A notebook's cells share a kernel, so they can't be shared out between workers.
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

        before = dict(os.environ)
        self.services.callback(take_over, before)
        try:
            scratch = self.services.enter_context(started(config.get_terminal_writer().line))
        except WorkshopError as error:
            pytest.exit(str(error), returncode=pytest.ExitCode.INTERNAL_ERROR)
        # nbval's kernels, and xdist's workers, have this process's environment.
        take_over(for_kernels(scratch) | {SCRATCH: scratch.tracking_uri})

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Before the first cell of a notebook starts its kernel: lead it into a workspace of its own."""
        if item.path.suffix != ".ipynb" or getattr(item.parent, "kernel", None) is not None:
            return
        from workshop.authoring.scratch_services import enter, for_kernels
        from workshop.learner.prerequisites import needed
        from workshop.services import Workspace

        if not setting(SCRATCH):  # a server of somebody's own is not for tests
            raise CourseError("No services run for the notebooks. Name their folder: pytest --nbval solutions")
        solutions = self.solutions.resolve()
        course = index.read(solutions.parent)
        known = {notebook.executed: notebook for notebook in course.notebooks}
        needs = needed(course, known[item.path]) if item.path in known else ()
        name = item.path.relative_to(solutions).with_suffix("").as_posix()
        take_over(for_kernels(enter(course, Workspace.here(), name, needs), course))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        self.services.close()


def _asked_for(config: pytest.Config) -> bool:
    return bool(config.getoption("nbval", False) or config.getoption("nbval_lax", False))
