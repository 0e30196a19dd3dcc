"""What may fail under a running desk, made to fail on purpose: an object store that answers 503, a
shared disk that is full, a clock that is ahead, a loader that dies in the middle of its MERGE."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

KEYS = {
    "AWS_ACCESS_KEY_ID": "readout",
    "AWS_SECRET_ACCESS_KEY": "readout-bench",
    "AWS_REGION": "us-east-1",
}
BUSY = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>SlowDown</Code>'
    b"<Message>Please reduce your request rate.</Message></Error>"
)
FAKETIME = ("/usr/lib/x86_64-linux-gnu/faketime", "/usr/lib/aarch64-linux-gnu/faketime")


class Store:
    """moto's S3 on the loopback, which answers 503 SlowDown to everything while `busy`.

    Attributes:
        refused: how many requests it answered so.
    """

    def __init__(self) -> None:
        from moto.server import DomainDispatcherApplication, create_backend_app
        from werkzeug.serving import WSGIRequestHandler, make_server

        class Silent(WSGIRequestHandler):
            def log_request(self, *_: object) -> None:
                return

        self.busy = False
        self.refused = 0
        self._app = DomainDispatcherApplication(create_backend_app)
        self._server = make_server(
            "127.0.0.1", 0, self._answer, threaded=True, request_handler=Silent
        )
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def environment(self) -> dict[str, str]:
        """How clients are told of it."""
        return {**KEYS, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self._server.server_port}"}

    def _answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if self.busy:
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            self.refused += 1
            start("503 Slow Down", [("Content-Type", "application/xml"),
                                    ("Content-Length", str(len(BUSY)))])  # fmt: skip
            return [BUSY]
        told: Iterable[bytes] = self._app(environ, start)
        return told

    def __enter__(self) -> Store:
        import boto3

        self._thread.start()
        self._was = {name: os.environ.get(name) for name in self.environment}
        os.environ.update(self.environment)
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="readout")
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        for name, value in self._was.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


class SmallDisk:
    """A disk of its own (tmpfs, which takes the right to mount) that can be filled."""

    def __init__(self, folder: Path, megabytes: int = 64) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0777", "tmpfs", str(folder)],
            check=True,
            capture_output=True,
        )

    def fill(self) -> None:
        """To the last byte."""
        with contextlib.suppress(OSError), (self.folder / ".filler").open("wb", 0) as file:
            block = b"\0" * 65536
            while True:
                file.write(block)

    def free(self) -> None:
        (self.folder / ".filler").unlink(missing_ok=True)

    def unmount(self) -> None:
        subprocess.run(["umount", "--lazy", str(self.folder)], check=False, capture_output=True)


def may_mount() -> bool:
    return os.geteuid() == 0


def clock_ahead(minutes: int) -> dict[str, str]:
    """The environment of a process whose wall clock is ahead; empty without libfaketime (Debian's
    package of that name)."""
    for folder in FAKETIME:
        library = Path(folder) / "libfaketimeMT.so.1"
        if library.is_file():
            return {
                "LD_PRELOAD": str(library),
                "FAKETIME": f"+{minutes}m",
                # What waits must wait as long as ever.
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            }
    return {}


def die_inside_a_merge(chance: random.Random, mark: Path) -> None:
    """From now on this process kills itself at a random moment of one of its loads' merges; `mark`
    exists when it did."""
    from readout.storage.loader import Load

    merge, left = Load.merge, [chance.randint(0, 8)]

    def dying(self: Load, relations: Iterable[str]) -> None:
        if not self.staged or left[0]:
            left[0] -= bool(self.staged)
            merge(self, relations)
            return
        mark.touch()
        # By a thread: DuckDB lets others run while it works, and a signal's handler would wait.
        threading.Timer(chance.uniform(0.0, 0.5), _die).start()
        merge(self, relations)
        # Through before that: all is written and nothing committed, which is in the middle too.
        _die()

    Load.merge = dying  # type: ignore[method-assign]


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def for_a_while(
    begin: Callable[[], object], end: Callable[[], object], seconds: float
) -> Iterator[None]:
    """A fault that ends by itself after so long, or when the block is left."""
    begin()
    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        end()
