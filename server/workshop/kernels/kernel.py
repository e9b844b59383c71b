"""Makes a forked process a kernel like one that was started cold."""

from __future__ import annotations

import os
import socket
import sys
import threading
from contextlib import suppress
from importlib.util import find_spec

import ipywidgets
from ipykernel.kernelapp import IPKernelApp

from workshop.kernels.channel import Message
from workshop.kernels.imports import relays

INIT = 1  # ipykernel doesn't watch a parent process with this number


def run(order: Message, connection: socket.socket) -> None:
    """Run as the kernel that `order` describes; returns when the kernel is shut down, and Python then ends as usual."""
    launcher = find_spec("ipykernel_launcher")
    assert launcher and launcher.origin, "ipykernel comes with its launcher"
    sys.argv[:] = [launcher.origin, *order["arguments"]]
    # ipykernel would end when its parent process does. The parent is the fork server, which a kernel may outlive.
    app = IPKernelApp.instance(parent_handle=INIT)
    app.initialize(order["arguments"])
    for name, relay in relays.items():
        relay.target = getattr(sys, name)
    ipywidgets.register_comm_target()  # its import does this only in a notebook, and the fork server is none
    threading.Thread(target=_follow, args=[connection], name="parent pipe", daemon=True).start()
    app.start()


def _follow(connection: socket.socket) -> None:
    """End this kernel when the process that ordered it ends: the other end of `connection` closes then.

    This is the kernel's parent pipe (see services/parent_pipe.py).
    """
    with suppress(OSError):
        connection.recv(1)
    os._exit(1)
