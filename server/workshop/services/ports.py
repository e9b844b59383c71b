"""Ports: the one set in the environment, or else the usual one; if it is taken, the next free one."""

import os
import socket
from collections.abc import Container

from workshop import environment
from workshop.errors import WorkshopError

LOOPBACK = "127.0.0.1"
USUAL = {"tracking": 5001, "store": 2121, "lab": 8888}
TRIES = 200


class PortError(WorkshopError):
    """There is no free port, or the setting of a port isn't a port number."""


def wanted(name: str) -> int:
    """The port for service `name`: what WORKSHOP_TRACKING_PORT (_STORE_, _LAB_) says, else the usual one."""
    setting = environment.PORTS[name]
    value = environment.setting(setting) or str(USUAL[name])
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise PortError(f"{setting} is {value!r}; a port is a number from 1 to 65535. Set it to one, or unset it.")
    return int(value)


def is_free(port: int) -> bool:
    """True when a service can listen on `port` of the loopback address, and nothing listens there now."""
    with socket.socket() as probe:
        if os.name == "posix":  # elsewhere this option would let two servers share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def usual(name: str, taken: Container[int] = ()) -> int:
    """The wanted port for `name`, or the next free one after it that is not in `taken`."""
    first = wanted(name)
    for port in range(first, min(first + TRIES, 65536)):
        if port not in taken and is_free(port):
            return port
    setting = environment.PORTS[name]
    raise PortError(f"No free port for the {name} service from {first} on. Set {setting} to another.")


def any_free() -> int:
    """A port that is free now; the operating system chooses it."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
