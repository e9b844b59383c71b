"""Are the tests' services forked, and are they what started ones are?"""

import os
import sys
from contextlib import ExitStack

import psutil
import pytest
from kernels import gone, wait_until

from workshop.environment import OF_SERVICES
from workshop.kernels.forked import Forked
from workshop.services import Space, running, status
from workshop.services.forking import forked_services

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="services are forked on Linux only")


def fork_server(service) -> psutil.Process:
    """The process that forked a service; AssertionError where none did."""
    assert isinstance(service.launched, Forked), service.log.read_text()
    return psutil.Process(service.launched.pid).parent()


def test_are_store_and_tracking_server_forked_from_one_process_that_is_this_ones(services):
    first, second = map(fork_server, services.services.values())
    assert first == second and first.ppid() == os.getpid()


def test_is_a_forked_service_in_a_session_and_a_folder_of_its_own_and_without_the_fork_servers_files(services):
    for service in services.services.values():
        process = psutil.Process(service.launched.pid)
        assert os.getsid(process.pid) == process.pid
        assert process.cwd() == str(services.space.state)
        assert not [each for each in process.net_connections("unix") if each.laddr.endswith("orders")]


@pytest.mark.parametrize(
    "name, value, cause",
    [("FLASK_DEBUG", "1", "these variables have changed since the start: FLASK_DEBUG"),
     (OF_SERVICES, "/no such folder/orders", "the process that they are forked from is gone")],
)  # fmt: skip
def test_do_services_that_cannot_be_forked_start_cold_and_do_their_logs_say_why(monkeypatch, name, value, cause):
    monkeypatch.setenv(name, value)
    with Space.temporary() as space, running(space, report=lambda _: None) as up:
        for service in up.services.values():
            assert not isinstance(service.launched, Forked)
            assert f"Not forked: {cause}" in service.log.read_text()
        assert all(healthy for _, _, healthy in status(space))


def test_do_forked_services_end_with_what_forks_them():
    with Space.temporary() as space, ExitStack() as forking:
        forking.enter_context(forked_services(pytest.fail))
        with running(space, report=lambda _: None) as up:
            pids = [service.launched.pid for service in up.services.values()]
            assert fork_server(up.services["store"]).ppid() == os.getpid()
            forking.close()
            wait_until(lambda: all(map(gone, pids)), "the services are gone")


def test_does_a_machine_without_fork_say_so_and_start_cold(monkeypatch):
    told = []
    monkeypatch.delenv(OF_SERVICES)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "darwin")
        with forked_services(told.append):
            assert OF_SERVICES not in os.environ
    assert len(told) == 1
