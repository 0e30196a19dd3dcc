"""What a service forks by `multiprocessing` ends with it, also when it is killed."""

from __future__ import annotations

import subprocess
import sys

import psutil
import pytest

# Two workers that wait as those of Airflow's local executor do: at a pipe whose both ends they have.
SERVICE = """
import multiprocessing, signal, time
from readout.launcher.nursery import bind_workers

def work(queue):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    queue.get()

bind_workers()
queue = multiprocessing.get_context("fork").SimpleQueue()
workers = [multiprocessing.get_context("fork").Process(target=work, args=(queue,)) for _ in range(2)]
for worker in workers:
    worker.start()
print(*(worker.pid for worker in workers), flush=True)
time.sleep(300)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the next start ends what is left")
def test_workers_end_with_a_killed_service() -> None:
    service = subprocess.Popen([sys.executable, "-c", SERVICE], stdout=subprocess.PIPE, text=True)
    assert service.stdout is not None
    workers = [psutil.Process(int(pid)) for pid in service.stdout.readline().split()]
    assert len(workers) == 2
    service.kill()
    service.wait(30)
    _, left = psutil.wait_procs(workers, timeout=30)
    for one in left:
        one.kill()
    assert left == []
