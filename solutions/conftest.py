"""`pytest --nbval solutions` needs nothing else: services are started before the first notebook and stopped after."""

from pathlib import Path

import pytest

from workshop.authoring.nbval_plugin import Services

collect_ignore_glob = ["*.py"]  # a text, or an exercise's own tests, are no tests of the course


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Services(Path(__file__).parent), "workshop-services")
