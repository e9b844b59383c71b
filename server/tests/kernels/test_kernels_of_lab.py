"""Can the learner's JupyterLab interrupt, restart and kill warm kernels, and do they end when it is killed?"""

import json
import signal
import sys
import uuid

import psutil
import pytest
import requests
import websocket
from kernels import gone, wait_until

from workshop.services import Space, running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

PATIENCE = 120


class Lab:
    """A running JupyterLab, used by its REST interface."""

    def __init__(self, service):
        self.process = psutil.Process(service.process.pid)
        self.address, self.token = service.address, service.settings["token"]

    def ask(self, method: str, path: str):
        headers = {"Authorization": f"token {self.token}"}
        reply = requests.request(method, f"{self.address}/api/kernels{path}", headers=headers, timeout=PATIENCE)
        reply.raise_for_status()
        return reply.json() if reply.content else None

    def start(self) -> str:
        return self.ask("POST", "")["id"]

    def fork_server(self) -> psutil.Process:
        [found] = [child for child in self.process.children() if "workshop.kernels.forkserver" in child.cmdline()]
        return found

    def cell(self, kernel: str, source: str, then=lambda: None) -> str:
        """What a cell printed, or the name of the error that it raised; `then` is called once it runs."""
        place = f"{self.address.replace('http', 'ws')}/api/kernels/{kernel}/channels?token={self.token}"
        header = {"msg_id": uuid.uuid4().hex, "session": uuid.uuid4().hex, "username": "", "version": "5.4",
                  "msg_type": "execute_request", "date": "2026-01-01T00:00:00Z"}  # fmt: skip
        content = {"code": source, "silent": False, "store_history": False, "user_expressions": {},
                   "allow_stdin": False}  # fmt: skip
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content,
                   "channel": "shell", "buffers": []}  # fmt: skip
        socket = websocket.create_connection(place, timeout=PATIENCE)
        try:
            socket.send(json.dumps(message))
            return self._result(socket, header["msg_id"], then)
        finally:
            socket.close()

    def _result(self, socket, asked: str, then) -> str:
        shown = ""
        while True:
            got = json.loads(socket.recv())
            if got["parent_header"].get("msg_id") != asked:
                continue
            if got["msg_type"] == "execute_input":
                then()
            shown += got["content"].get("text", "") if got["msg_type"] == "stream" else ""
            shown += got["content"]["ename"] if got["msg_type"] == "error" else ""
            if got["msg_type"] == "status" and got["content"]["execution_state"] == "idle":
                return shown


@pytest.fixture(scope="module")
def lab():
    with Space.temporary() as space, running(space, lab=True) as up:
        yield Lab(up.services["lab"])


@pytest.fixture
def kernel(lab):
    found = lab.start()
    yield found
    if found in [one["id"] for one in lab.ask("GET", "")]:
        lab.ask("DELETE", f"/{found}")


def pid(lab: Lab, kernel: str) -> int:
    return int(lab.cell(kernel, "import os; print(os.getpid())"))


def test_is_a_kernel_of_jupyterlab_warm(lab, kernel):
    shown = "import os, sys; print('mlflow' in sys.modules, os.getppid(), os.path.basename(os.getcwd()))"
    assert lab.cell(kernel, shown).split() == ["True", str(lab.fork_server().pid), "work"]


def test_does_its_environment_not_tell_that_it_is(lab, kernel):
    """Kernels and terminals don't get the variables that choose warm kernels, which would disturb another Jupyter."""
    shown = "import os; print([n for n in os.environ if 'PROVISIONER' in n or 'KERNELS' in n])"
    assert lab.cell(kernel, shown) == "[]\n"
    assert not {"JUPYTER_DEFAULT_PROVISIONER_NAME", "WORKSHOP_KERNELS"} & set(lab.process.environ())


def test_does_jupyterlab_interrupt_it(lab, kernel):
    def interrupt():
        lab.ask("POST", f"/{kernel}/interrupt")

    assert lab.cell(kernel, "import time; time.sleep(600)", then=interrupt) == "KeyboardInterrupt"
    assert lab.cell(kernel, "print(1 + 1)") == "2\n"


def test_does_jupyterlab_restart_it_warm(lab, kernel):
    before = psutil.Process(pid(lab, kernel))
    lab.cell(kernel, "kept = 1")
    lab.ask("POST", f"/{kernel}/restart")
    assert lab.cell(kernel, "print(kept)") == "NameError"
    assert gone(before.pid)
    assert psutil.Process(pid(lab, kernel)).ppid() == lab.fork_server().pid


def test_does_jupyterlab_end_it(lab, kernel):
    process = psutil.Process(pid(lab, kernel))
    lab.ask("DELETE", f"/{kernel}")
    wait_until(lambda: gone(process.pid), "the kernel is gone")
    assert lab.ask("GET", "") == []


def test_does_jupyterlab_notice_its_death_and_start_it_again(lab, kernel):
    process = psutil.Process(pid(lab, kernel))
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)
    wait_until(lambda: [p for p in lab.fork_server().children() if not gone(p.pid)], "JupyterLab has started it again")
    assert pid(lab, kernel) != process.pid


def test_does_everything_go_with_a_jupyterlab_that_is_killed():
    with Space.temporary() as space, running(space, lab=True) as up:
        lab = Lab(up.services["lab"])
        kernel = psutil.Process(pid(lab, lab.start()))
        fork_server = lab.fork_server()
        lab.process.kill()
        up.services["lab"].process.wait()
        wait_until(lambda: gone(kernel.pid) and gone(fork_server.pid), "kernel and fork server are gone")


def test_can_it_be_turned_off(monkeypatch):
    monkeypatch.setenv("WORKSHOP_WARM", "0")
    with Space.temporary() as space, running(space, lab=True) as up:
        lab = Lab(up.services["lab"])
        assert lab.cell(lab.start(), "import os, sys; print('mlflow' in sys.modules, os.getppid())").split() == [
            "False", str(lab.process.pid),
        ]  # fmt: skip
