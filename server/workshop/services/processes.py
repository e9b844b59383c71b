"""Starts the services of a space together, watches them, and stops them all."""

from __future__ import annotations

import json
import os
import secrets
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil

from workshop.services import ports
from workshop.services.page import Page
from workshop.services.service import Service, ServiceError, answers, end
from workshop.services.space import Space
from workshop.services.workspace import Workspace

STORE_USER = "mlflow"
START_SECONDS = 300
LOOK_SECONDS = 0.2
RESTARTS = 3

Report = Callable[[str], None]


class AlreadyRunning(ServiceError):
    """The space's services run already; `services` is what the pid file says about them."""

    def __init__(self, services: dict[str, Any]):
        places = ", ".join(f"{name} at {found['address']}" for name, found in services.items())
        super().__init__(f"The workshop runs already: {places}. `workshop down` stops it.")
        self.services = services


class Running:
    """Services that answer, by name, and the `workspace` that they serve."""

    def __init__(self, space: Space, services: dict[str, Service], report: Report):
        self.space, self.services, self.report = space, services, report
        self.workspace = Workspace(space, services["tracking"].address)

    def watch(self) -> None:
        """Wait, and start again any service that ends; ServiceError when one keeps ending."""
        deaths = dict.fromkeys(self.services, 0)
        while True:
            time.sleep(LOOK_SECONDS)
            for name, service in self.services.items():
                if service.launched.poll() is None:
                    continue
                deaths[name] += 1
                if deaths[name] > RESTARTS:
                    raise ServiceError(service.ended())
                self.report(f"The {service.name} ended by itself and is started again; its log is {service.log}.")
                service.launch()
                _write_pid_file(self.space, self.services)


@contextmanager
def running(
    space: Space,
    *,
    lab: bool = False,
    pages: Iterable[Page] = (),
    workspaces: bool = False,
    usual_ports: bool = False,
    report: Report = print,
) -> Iterator[Running]:
    """The services of `space`: they answer inside the `with`, and are stopped after it.

    `lab` adds JupyterLab, with `pages` as tabs; `workspaces` turns on MLflow's workspaces; `usual_ports` uses the usual
    ports where they are free, instead of any free ones. `report` is called with a sentence about each step.
    Raises AlreadyRunning, and ServiceError when a service doesn't start.
    """
    _clear_up(space, report)
    for folder in (space.state, space.artifacts, space.logs, space.work):
        folder.mkdir(parents=True, exist_ok=True)
    space.identity()
    services = _plan(space, lab, pages, workspaces, usual_ports, report)
    _claim(space)
    try:
        for service in services.values():
            service.log.write_bytes(b"")
            service.launch()
        _write_pid_file(space, services)
        _wait(services, report)
        yield Running(space, services, report)
    finally:
        with _undisturbed():
            for service in reversed(services.values()):
                service.stop()
            space.pid_file.unlink(missing_ok=True)


def stop(space: Space) -> list[str]:
    """Stop the services of `space`, from any process; returns the names of those that ran."""
    found = space.running()
    parent = _alive(found)
    if parent:
        parent.terminate()
        psutil.wait_procs([parent], timeout=60)
    services = found.get("services", {})
    end([process for service in services.values() if (process := _alive(service))])
    space.pid_file.unlink(missing_ok=True)
    return list(services)


def status(space: Space) -> list[tuple[str, str, bool]]:
    """(name, address, whether it answers) of each service in the space's pid file."""
    return [(name, s["address"], answers(s["health"])) for name, s in space.running().get("services", {}).items()]


def _plan(
    space: Space, lab: bool, pages: Iterable[Page], workspaces: bool, usual_ports: bool, report: Report
) -> dict[str, Service]:
    """The services to start, in the order in which they are started."""
    taken: set[int] = set()

    def port(name: str) -> int:
        found = ports.usual(name, taken) if usual_ports else ports.any_free()
        if usual_ports and found != ports.wanted(name):
            report(f"Port {ports.wanted(name)} is taken; {name} listens on {found} instead.")
        taken.add(found)
        return found

    password, bare = secrets.token_urlsafe(24), Workspace(space).environment()
    host, at = ports.LOOPBACK, {name: port(name) for name in ("store", "tracking", *(["lab"] if lab else []))}

    def service(name: str, title: str, scheme: str, health: str, **settings: Any) -> Service:
        address = f"{scheme}://{host}:{at[name]}"
        return Service(
            title, f"workshop.services.{name}", at[name], address, address + health,
            {"host": host, "port": at[name], **settings}, space.state, space.logs / f"{name}.log", bare,
        )  # fmt: skip

    destination = f"ftp://{STORE_USER}:{password}@{host}:{at['store']}/"
    plan = {
        "store": service("store", "artifact store", "ftp", "/", folder=str(space.artifacts),
                         user=STORE_USER, password=password),
        "tracking": service("tracking", "tracking server", "http", "/health", database=space.database_address,
                            artifacts=destination, workspaces=workspaces, lasting=space.lasting),
    }  # fmt: skip
    if lab:
        plan["lab"] = service("lab", "JupyterLab", "http", "/api", work=str(space.work), state=str(space.state),
                              tracking_port=at["tracking"], pages=[asdict(page) for page in pages],
                              token=secrets.token_urlsafe(24))  # fmt: skip
        plan["lab"].environment = Workspace(space, plan["tracking"].address).environment()
        plan["lab"].folder = space.work  # its terminals open in this folder
        plan["lab"].forkable = False  # it imports other things, and reads other variables when it does
    return plan


def _wait(services: dict[str, Service], report: Report) -> None:
    """Wait until every service answers. Raises ServiceError when one ends, or takes longer than START_SECONDS."""
    start, waiting = time.monotonic(), dict(services)
    while waiting:
        for name, service in list(waiting.items()):
            if service.healthy():
                report(f"{service.name}: ready after {time.monotonic() - start:.0f} s")
                del waiting[name]
        if time.monotonic() - start > START_SECONDS:
            late = next(iter(waiting.values()))
            raise ServiceError(
                f"The {late.name} doesn't answer at {late.health} after {START_SECONDS} s. Its log is {late.log}; "
                "`workshop doctor` looks at the machine."
            )
        time.sleep(LOOK_SECONDS)


def _identity(pid: int) -> dict[str, Any]:
    """A process's entry in the pid file. Its creation time tells it from a later process with the same number."""
    return {"pid": pid, "created": psutil.Process(pid).create_time()}


def _alive(found: dict[str, Any]) -> psutil.Process | None:
    """The process of the entry `found` of a pid file, if it still runs."""
    try:
        process = psutil.Process(found["pid"])
        return process if abs(process.create_time() - found["created"]) < 1 and process.is_running() else None
    except (psutil.NoSuchProcess, KeyError):
        return None


def _clear_up(space: Space, report: Report) -> None:
    """Raise AlreadyRunning if the space's services run; end processes that a killed parent may have left."""
    found = space.running()
    if _alive(found):
        raise AlreadyRunning(found.get("services", {}))
    if found or space.pid_file.exists():
        left = [process for service in found.get("services", {}).values() if (process := _alive(service))]
        end(left)
        report(f"The last start was not stopped in the ordinary way; cleared up ({len(left)} processes were left).")
        space.pid_file.unlink(missing_ok=True)


def _claim(space: Space) -> None:
    """Create the pid file for this process. When two processes start at once, only one of them can create it."""
    try:
        with space.pid_file.open("x", encoding="utf-8") as file:
            json.dump(_identity(os.getpid()) | {"services": {}}, file)
    except FileExistsError:
        raise AlreadyRunning(space.running().get("services", {})) from None


def _write_pid_file(space: Space, services: dict[str, Service]) -> None:
    found = {
        name: {"port": s.port, "address": s.address, "health": s.health, **_identity(s.launched.pid)}
        for name, s in services.items()
    }
    if "lab" in found:  # the token opens JupyterLab; only this user may read the pid file
        found["lab"]["token"] = services["lab"].settings["token"]
    fresh = Path(f"{space.pid_file}.new")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(_identity(os.getpid()) | {"services": found}, indent=1), encoding="utf-8")
    fresh.replace(space.pid_file)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Inside the `with`, Ctrl-C is ignored, so that a second one doesn't interrupt the stopping."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
