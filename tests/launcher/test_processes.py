"""The launcher's children: ended with it, started again, their logs kept small."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from readout.launcher import processes
from readout.launcher.holding import Holding, running
from readout.launcher.processes import Family, end_left_over

SLEEP = [sys.executable, "-c", "import time; time.sleep(300)"]


def until(true: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it comes true in time."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def gone(pid: int) -> bool:
    return until(lambda: is_gone(pid))


def says(home: Path, word: str) -> bool:
    """Whether the child of this home comes to print a word."""
    return until(lambda: word in (home / "logs" / "child.log").read_text())


def started(home: Path, code: str) -> tuple[subprocess.Popen[str], int]:
    """A launcher of its own that starts one child and prints its pid."""
    text = (
        "import os, sys, time; from pathlib import Path\n"
        "from readout.launcher.processes import Family\n"
        f"family = Family(Path({str(home)!r}), dict(os.environ))\n"
        f"family.start('child', [sys.executable, '-c', {code!r}])\n"
        "print(family.children['child'].pid, flush=True)\n"
        "time.sleep(300)\n"
    )
    launcher = subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True)
    assert launcher.stdout is not None
    return launcher, int(launcher.stdout.readline())


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's request is Linux's")
def test_children_end_with_a_killed_launcher(tmp_path: Path) -> None:
    launcher, child = started(tmp_path, "import time; print('up', flush=True); time.sleep(300)")
    assert says(tmp_path, "up"), "it must have become the command"
    assert Path(psutil.Process(child).cmdline()[1]).name != "bound.py"
    launcher.kill()
    launcher.wait(60)
    assert gone(child)


def test_what_an_earlier_start_left_is_found_and_ended(tmp_path: Path) -> None:
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print('deaf', flush=True); time.sleep(300)"
    )
    launcher, child = started(tmp_path / "one", deaf)
    other = Family(tmp_path / "two", dict(os.environ))
    other.start("child", SLEEP)
    assert says(tmp_path / "one", "deaf")
    launcher.kill()
    launcher.wait(60)
    assert psutil.pid_exists(child), "it ignores the signal that the kernel sends"
    assert end_left_over(tmp_path / "one") == 1
    assert gone(child)
    assert other.children["child"].poll() is None, "another home's are left alone"
    other.stop()
    assert end_left_over(tmp_path / "one") == 0


def test_what_ends_is_started_again_later_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PAUSES", (0.0, 0.3))
    family = Family(tmp_path, dict(os.environ))
    family.start("short", [sys.executable, "-c", "print('out of luck'); raise SystemExit(3)"])
    told = []
    deadline = time.monotonic() + 60
    while len(told) < 3 and time.monotonic() < deadline:
        told += family.revive()
        time.sleep(0.02)
    family.stop()
    assert "(exit code 3); it is started again." in told[0]
    assert "out of luck" in told[0]
    assert all("started again in 0 s" in line for line in told[1:])


def test_full_logs_are_packed_and_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "LOG_BYTES", 1000)
    code = "import time\nwhile True: print('x' * 99, flush=True); time.sleep(0.001)"
    family = Family(tmp_path, dict(os.environ))
    family.start("loud", [sys.executable, "-c", code])
    log = tmp_path / "logs" / "loud.log"
    for _ in range(6):
        assert until(lambda: log.stat().st_size >= 1000)
        family.rotate()
    family.stop()
    packed = sorted(p.name for p in log.parent.glob("*.gz"))
    assert packed == [f"loud.log.{n}.gz" for n in (1, 2, 3)]
    assert gzip.decompress((log.parent / packed[0]).read_bytes()).startswith(b"x" * 99 + b"\n")
    assert log.read_bytes()[:1] in (b"x", b""), "no hole of zeros where it was emptied"


def test_who_holds_a_home(tmp_path: Path) -> None:
    assert running(tmp_path) is None
    with Holding(tmp_path) as holding:
        holding.tell("http://127.0.0.1:1", sample=True)
        held = running(tmp_path)
        assert held is not None
        assert (held.pid, held.url, held.sample) == (os.getpid(), "http://127.0.0.1:1", True)
    assert running(tmp_path) is None
