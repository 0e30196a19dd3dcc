"""Shared fixtures: settings on a temporary home."""

from __future__ import annotations

from pathlib import Path

import pytest
from readout.config import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose every path lies in a temporary folder."""
    return Settings(
        home=tmp_path / "home",
        feeds=tmp_path / "feeds.opml",
        watches=tmp_path / "watches.yaml",
        memory_limit="512MB",
        host_gap_seconds=0.0,
    )
