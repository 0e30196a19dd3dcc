"""Settings with one watch, and a mail catcher."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from readout.config import Settings
from readout.sample.mailbox import Mailbox

from tests.alerting.rows_for_alerts import WATCHES


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mail", slow_seconds=0.3) as box:
        yield box


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "watches.yaml").write_text(WATCHES)
    return Settings(
        home=tmp_path / "home",
        feeds=tmp_path / "feeds.opml",
        watches=tmp_path / "watches.yaml",
        memory_limit="512MB",
        operator="operator@readout.example",
    )
