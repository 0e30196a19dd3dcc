"""Chromium for whoever opens pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.left_out import leave_out

CHROMIUM = Path(os.environ.get("READOUT_TEST_CHROMIUM", "/usr/bin/chromium"))
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser while it lives; playwright keeps an event loop in this thread meanwhile. Without
    Chromium the test is left out, but in CI, which installs it: there it fails."""
    if not CHROMIUM.is_file():
        leave_out(f"no Chromium at {CHROMIUM} (READOUT_TEST_CHROMIUM says where)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=_FLAGS)
        yield browser
        browser.close()
