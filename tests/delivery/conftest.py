"""A mail catcher."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from readout.sample.mailbox import Mailbox


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mail", slow_seconds=0.6) as box:
        yield box
