"""What a forked process does to be a kernel like one that was started by itself."""

from __future__ import annotations

import multiprocessing.process
import os
import socket
import sys
import tempfile
import threading
from importlib.util import find_spec

import ipywidgets
import numpy as np
from ipykernel.kernelapp import IPKernelApp

from workshop.kernels.imports import relays

INIT = 1  # the parent that ipykernel doesn't watch


def run(order: dict, connection: socket.socket) -> None:
    """Be the kernel that `order` describes; returns when it is shut down, and this process then ends as any Python."""
    _refresh()
    sys.argv[:] = [find_spec("ipykernel_launcher").origin, *order["arguments"]]
    # ipykernel would end with its parent process. That is the mother, and nothing is lost when she goes.
    app = IPKernelApp.instance(parent_handle=INIT)
    app.initialize(order["arguments"])
    for name, relay in relays.items():
        relay.target = getattr(sys, name)
    ipywidgets.register_comm_target()  # which importing it does in a notebook; there was none
    threading.Thread(target=_follow, args=[connection], name="leash", daemon=True).start()
    app.start()


def _follow(connection: socket.socket) -> None:
    """End this kernel when whoever ordered it is gone: then the other end of `connection` closes."""
    try:
        connection.recv(1)
    except OSError:
        pass
    os._exit(1)


def _refresh() -> None:
    """Make new what the mother's imports settled once. Python's own `random` and MLflow's see to it by themselves."""
    np.random.seed()
    tempfile.tempdir = None
    multiprocessing.process.ORIGINAL_DIR = os.getcwd()
