"""Shared fixtures: settings on a temporary home. And what a test tells goes to whoever asked."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

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


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """A report goes from pytest-xdist's process to ours as UTF-8. One with half a surrogate pair in
    its log or its assertion (tests of damaged bytes have them) would end the process instead."""
    return _whole((yield))


def _whole(told: Any) -> Any:
    if isinstance(told, str):
        return told.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(told, dict):
        return {_whole(name): _whole(value) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return type(told)(_whole(value) for value in told)
    return told
