"""Runs the news simulator (`newsim.py`, given by path) for the ingest benches."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Newsim:
    """A running simulator; the canary listens on `port - 1`."""

    program: Path
    port: int
    log: Path
    ports: int = 1

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def hosts(self) -> list[str]:
        return [f"127.0.0.1:{self.port + n}" for n in range(self.ports)]

    def control(self, command: str) -> Any:
        """`tick?n=1`, `stats`, `truth`, `reset`, `log`; not counted as a request."""
        with urllib.request.urlopen(f"http://{self.host}/ctl/{command}", timeout=60) as answer:
            return json.load(answer)

    def check(self, *options: str) -> tuple[int, dict[str, Any]]:
        """Judge the request log: exit code, and the summary it prints last."""
        self.control("stats")  # makes it write its log
        done = subprocess.run(
            [sys.executable, str(self.program), "check", *options, "--quiet", str(self.log)],
            capture_output=True,
            text=True,
            check=False,
        )
        summary: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return done.returncode, summary


@contextlib.contextmanager
def running(program: Path, log: Path, *options: str, ports: int = 1) -> Iterator[Newsim]:
    """Start it on free ports and stop it in the end."""
    base = _free_ports(ports + 1)
    process = subprocess.Popen(
        [
            *(sys.executable, str(program), "serve", "--port", str(base + 1)),
            *("--ports", str(ports), "--log", str(log), *options),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    newsim = Newsim(program, base + 1, log, ports)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                newsim.control("stats")
                break
            time.sleep(0.05)
        yield newsim
    finally:
        process.terminate()
        process.wait(10)


def _free_ports(count: int) -> int:
    """The first of `count` free ports in a row."""
    for first in range(18_000, 30_000, count + 1):
        with contextlib.ExitStack() as stack:
            try:
                for port in range(first, first + count):
                    probe = stack.enter_context(socket.socket())
                    probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return first
    raise OSError("no free ports")
