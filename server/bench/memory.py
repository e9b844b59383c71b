"""Memory and start time of the workshop's tracking server and store, compared with those of plain `mlflow server`.

    python3 server/bench/memory.py [--rounds N]

Memory is PSS (shared pages counted once) of a process and all its children, read after the health page has answered and
memory no longer grows; Linux only. The two are started in turn, so that a busy machine is busy for both.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from workshop.services import Space, ports, running
from workshop.services.service import answers, end

MEGABYTE = 1e6
STEADY_SECONDS = 5


def pss(pids: list[int]) -> float:
    """Megabytes of the processes and everything that they started."""
    tree = {p.pid: p for pid in pids for p in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]}
    return sum(process.memory_full_info().pss for process in tree.values()) / MEGABYTE


def settled(pids: list[int]) -> float:
    """`pss` once two readings in a row, STEADY_SECONDS apart, agree within a hundredth."""
    before, now = 0.0, pss(pids)
    while abs(now - before) > now / 100:
        time.sleep(STEADY_SECONDS)
        before, now = now, pss(pids)
    return now


def workshop() -> tuple[float, float]:
    """(seconds to ready, megabytes) of the workshop's tracking server and artifact store."""
    start = time.monotonic()
    with Space.temporary() as space, running(space, report=lambda _: None) as up:
        seconds = time.monotonic() - start
        return seconds, settled([service.process.pid for service in up.services.values()])


def plain() -> tuple[float, float]:
    """(seconds to ready, megabytes) of `mlflow server` with its defaults: four workers and a job runner."""
    port = ports.any_free()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MLFLOW_")} | {
        "MLFLOW_DISABLE_TELEMETRY": "true"
    }
    with tempfile.TemporaryDirectory(prefix="workshop-bench-") as folder:
        start = time.monotonic()
        process = subprocess.Popen(
            [Path(sys.executable).with_name("mlflow"), "server", "--port", str(port)],
            cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            while not answers(f"http://{ports.LOOPBACK}:{port}/health"):
                if process.poll() is not None:
                    raise SystemExit("mlflow server ended by itself")
                time.sleep(0.2)
            seconds = time.monotonic() - start
            return seconds, settled([process.pid])
        finally:
            end([psutil.Process(process.pid)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    measured = [(workshop(), plain()) for _ in range(rounds)]
    medians = {}
    for position, name in enumerate(("workshop", "mlflow server")):
        seconds, megabytes = (
            statistics.median(values) for values in zip(*(pair[position] for pair in measured), strict=True)
        )
        medians[name] = (seconds, megabytes)
        print(f"{name:14} {megabytes:6.0f} MB   ready after {seconds:5.1f} s   (median of {rounds})")
    ours, theirs = medians["workshop"], medians["mlflow server"]
    print(f"{'ratio':14} {ours[1] / theirs[1]:6.2f}                 {ours[0] / theirs[0]:5.2f}")


if __name__ == "__main__":
    main()
