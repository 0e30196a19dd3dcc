"""The pages on 127.0.0.1 without Airflow, for a browser: whoever asks is signed in as `mara`."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import uvicorn
from fastapi import FastAPI
from readout.launcher.environment import free_port

READER = "mara"


@contextmanager
def pages(home: Path, **settings: str) -> Iterator[str]:
    """Serve the pages of a home folder.

    Args:
        settings: more of `READOUT_…`, by name.

    Yields:
        Their address, without a slash at its end.
    """
    from readout.ui.app import make_app, may_look
    from readout.ui.asking import signed_in

    port = free_port(0, "--port")
    base = f"http://127.0.0.1:{port}"
    told = {"READOUT_HOME": str(home), "READOUT_MEMORY_LIMIT": "512MB", "READOUT_BASE_URL": base}
    app = make_app()
    app.dependency_overrides[may_look] = lambda: None
    app.dependency_overrides[signed_in] = lambda: READER
    top = FastAPI()
    top.mount("/readout", app)
    server = uvicorn.Server(uvicorn.Config(top, "127.0.0.1", port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    with mock.patch.dict(os.environ, told | settings):
        thread.start()
        deadline = time.monotonic() + 60
        while not server.started:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        try:
            yield f"{base}/readout"
        finally:
            server.should_exit = True
            thread.join(10)
