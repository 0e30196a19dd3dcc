"""Pictures of the pages for docs/img and for looking at: `python -m tests.browser.shots HOME FOLDER`.

HOME is a home folder with a snapshot (`make demo` leaves one in var/sample). Each page is taken light
and dark, 1400 and 390 px wide.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="airflow-home-"))

from readout.config import Settings
from readout.storage.snapshot import open_snapshot

from tests.browser.launching import launched
from tests.ui.served import pages

WIDTHS = (1400, 390)


def paths(settings: Settings) -> dict[str, str]:
    """Name of the picture → address of the page."""
    with open_snapshot(settings) as snapshot:
        run = snapshot.connection.execute
        busiest = run("SELECT meeting_id FROM meetings ORDER BY mentions DESC, meeting_id LIMIT 1")
        ((meeting,),) = busiest.fetchall()
        ((article,),) = run(
            "SELECT evidence_article FROM meetings WHERE meeting_id = ?", [meeting]
        ).fetchall()
        ((day,),) = run("SELECT min(start_day) FROM meetings WHERE status = 'scheduled'").fetchall()
    return {
        "overview": "",
        "ahead": f"ahead?since={day}" if day else "ahead",
        "meetings": "meetings",
        "meeting": f"meetings/{meeting}",
        "article": f"articles/{article}",
        "quotes": "quotes",
        "people": "people",
        "search": "search?q=talks",
        "review": "review",
        "network": "charts/network",
        "watch": "watches/new?country=China",
    }


def take(home: Path, folder: Path) -> None:
    """Take all pictures."""
    settings = Settings(home=home)
    folder.mkdir(parents=True, exist_ok=True)
    with pages(home) as base, launched() as browser:
        for scheme in ("light", "dark"):
            for width in WIDTHS:
                context = browser.new_context(
                    viewport={"width": width, "height": 900 if width > 700 else 844},
                    color_scheme=scheme,  # type: ignore[arg-type]
                    timezone_id="Europe/Berlin",
                )
                page = context.new_page()
                for name, path in paths(settings).items():
                    page.goto(f"{base}/{path}")
                    suffix = (
                        "" if scheme == "light" and width == WIDTHS[0] else f"-{scheme}-{width}"
                    )
                    page.screenshot(path=str(folder / f"{name}{suffix}.png"))
                context.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
