"""What reads texts tells nobody, and leaves nothing outside the home."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

READS = """
from readout.learned.encoder import Encoder
Encoder()
"""


def test_the_runtime_of_the_weights_keeps_no_events(tmp_path: Path) -> None:
    """ONNX Runtime from 1.29 on keeps events to be sent, and an id of the machine, in the cache of
    the user; in CI it doesn't, so that the variables of CI are taken away."""
    told = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH")}
    done = subprocess.run(
        [sys.executable, "-c", READS], env={**kept, **told}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert [str(path) for path in tmp_path.rglob("*") if path.is_file()] == []
