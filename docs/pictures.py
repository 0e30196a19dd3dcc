"""Takes the README's pictures from a running product.

    .venv/bin/readout up --sample &            # or make run, in another terminal
    .venv/bin/python docs/pictures.py [HOME]   # its home folder; var by default

Signs in with the admin's password of that home and writes docs/img/meetings.png (the meetings
inside Airflow) and docs/img/article.png (the seed article with its evidence lit).
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

from playwright.sync_api import FrameLocator, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "img"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
SIZE = {"width": 1280, "height": 800}


def main() -> None:
    home = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "var" / "sample")
    base = os.environ.get("READOUT_BASE_URL") or "http://127.0.0.1:8080"
    password = json.loads((home / "secrets.json").read_text(encoding="utf-8"))["admin_password"]
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.set_default_timeout(180_000)  # the machine may be busy with what is shown
        page.goto(f"{base}/auth/login")
        page.fill("input[name=username]", "admin")
        page.fill("input[name=password]", password)
        page.click("button[type=submit]")
        page.wait_for_url(re.compile(rf"{re.escape(base)}/(?!auth)"))
        page.goto(f"{base}/plugin/readout")
        frame = page.frame_locator("iframe")
        frame.get_by_role("link", name="Meetings", exact=True).click()
        frame.get_by_role("heading", name="Meetings").wait_for()
        page.wait_for_timeout(500)
        page.screenshot(path=IMAGES / "meetings.png")
        _open_article(frame)
        page.set_viewport_size({**SIZE, "height": 1200})
        page.wait_for_timeout(500)
        page.screenshot(path=IMAGES / "article.png")
        browser.close()


def _open_article(frame: FrameLocator) -> None:
    frame.get_by_role("link", name="Articles", exact=True).click()
    frame.get_by_role("link", name="Blinken opens talks").first.click()
    frame.locator("article .mark").first.wait_for()


if __name__ == "__main__":
    main()
