"""Every fault of the simulator through the real steps, as a feed and as an article's page.

    python bench/newsim_faults.py PATH/newsim.py [--only NAME,NAME] [--markdown]

Each fault is polled twice as a feed; then a feed of our own links to all of them as pages.
Prints fault → outcome row, canary hits and the verdict of the politeness check.
"""

from __future__ import annotations

import argparse
import http.server
import logging
import re
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from newsim_server import Newsim, running
from readout.config import Settings
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing
from readout.steps.fetching import choose_pages, fetch_batch, load_pages
from readout.steps.polling import choose_feeds, load_polls, poll_batch
from readout.storage.loader import loading

# A smaller dose where the whole one only costs time.
ARGUMENTS = {"hang": "?s=20", "big": "?mb=30", "big-length": "?mb=30"}


def fault_names(program: Path) -> list[str]:
    listed = subprocess.run(
        [sys.executable, str(program), "faults"], capture_output=True, text=True, check=True
    )
    return re.findall(r"^/f/(\S+)", listed.stdout, re.MULTILINE)


def addresses(newsim: Newsim, names: list[str], key: str) -> dict[str, str]:
    found = {}
    for name in names:
        path = f"http://{newsim.host}/f/{name}"
        # A key makes the fault's counter its own; these two use the path themselves.
        if name not in ("redirect-loop", "redirect-chain", "robots-disallowed"):
            path += f"/{key}"
        found[name] = path + ARGUMENTS.get(name, "")
    for spelling in range(1, 10):
        if "redirect-private" in names:
            found[f"redirect-private {spelling}"] = (
                f"http://{newsim.host}/f/redirect-private/{key}?v={spelling}"
            )
    return found


def serve_links(links: dict[str, str]) -> http.server.ThreadingHTTPServer:
    """A feed whose items link to the faults."""
    items = "".join(
        f"<item><title>{name}</title><guid isPermaLink='false'>{name}</guid>"
        f"<link>{url.replace('&', '&amp;')}</link></item>"
        for name, url in links.items()
    )
    body = f"<rss version='2.0'><channel><title>faults</title>{items}</channel></rss>".encode()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/feed.xml"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body) if found else 0))
            self.end_headers()
            self.wfile.write(body if found else b"")

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def query(settings: Settings, sql: str) -> list[dict[str, Any]]:
    with loading(settings, "bench") as load:
        cursor = load.connection.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def poll_all(settings: Settings, now: datetime) -> None:
    for path in choose_feeds(settings, now=now).paths:
        poll_batch(settings, path, now=now)
    load_polls(settings)


def fetch_all(settings: Settings, now: datetime) -> None:
    for path in choose_pages(settings, now=now).paths:
        fetch_batch(settings, path, now=now)
    load_pages(settings)


def as_feeds(settings: Settings, newsim: Newsim, names: list[str], now: datetime) -> dict[str, str]:
    links = addresses(newsim, names, "feed")
    save_list(settings.feeds, [Listing(url=url, title=name) for name, url in links.items()])
    poll_all(settings, now)
    poll_all(settings, now + timedelta(days=30))
    rows = query(
        settings,
        """SELECT f.url, f.health, f.reason, list(p.outcome || coalesce(' ' || p.http_status, '')
            || CASE WHEN p.entries > 0 THEN ' ' || p.new_entries || '/' || p.entries ELSE '' END
            ORDER BY p.polled_at) AS polls
        FROM feeds f JOIN polls p USING (feed_id) WHERE active GROUP BY ALL""",
    )
    by_url = {row["url"]: row for row in rows}
    told = {}
    for name, url in links.items():
        row = by_url[url]
        reason = f" · {row['reason']}" if row["reason"] else ""
        told[name] = f"{', '.join(row['polls'])} → {row['health']}{reason}"
    return told


def as_pages(settings: Settings, newsim: Newsim, names: list[str], now: datetime) -> dict[str, str]:
    links = addresses(newsim, names, "page")
    server = serve_links(links)
    feed = f"http://127.0.0.1:{server.server_port}/feed.xml"
    settings = settings.changed(
        allow_hosts=settings.allow_hosts | {feed.split("/")[2]},
        feeds=settings.home / "pages.opml",
    )
    save_list(settings.feeds, [Listing(url=feed, title="faults")])
    poll_all(settings, now)
    fetch_all(settings, now)
    rows = query(
        settings,
        """SELECT e.guid, e.state, e.problem_kind, e.problem, r.page_kind, length(r.body) AS chars,
            r.title, a.url
        FROM entries e JOIN feeds f USING (feed_id) LEFT JOIN articles a USING (article_id)
        LEFT JOIN revisions r USING (article_id) WHERE f.active""",
    )
    server.shutdown()
    told = {}
    for row in rows:
        if row["state"] == "fetched":
            told[row["guid"]] = f"{row['page_kind']}, {row['chars']} chars, “{row['title']}”"
        else:
            told[row["guid"]] = f"{row['state']} ({row['problem_kind']}): {row['problem']}"
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path)
    parser.add_argument("--only", help="names of faults, separated by commas")
    parser.add_argument("--gap", type=float, default=0.05, help="seconds between two requests")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--verbose", action="store_true", help="log every poll and page")
    options = parser.parse_args()
    if options.verbose:
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    names = options.only.split(",") if options.only else fault_names(options.program)
    now = datetime.now(UTC).replace(tzinfo=None)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(options.program, Path(folder) / "log.jsonl", "--outlets", "2") as newsim,
    ):
        home = Path(folder)
        settings = Settings(
            home=home / "home",
            feeds=home / "feeds.opml",
            watches=home / "none.yaml",
            allow_hosts=frozenset([newsim.host]),
            host_gap_seconds=options.gap,
            fetch_seconds=12.0,
        )
        started = time.monotonic()
        feeds = as_feeds(settings, newsim, names, now)
        middle = time.monotonic()
        pages = as_pages(settings, newsim, names, now)
        ended = time.monotonic()
        for name in dict.fromkeys([*feeds, *pages]):
            cells = (name, clean(feeds.get(name, "-"), newsim), clean(pages.get(name, "-"), newsim))
            if options.markdown:
                print("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
            else:
                print(f"{cells[0]}\n    feed: {cells[1]}\n    page: {cells[2]}")
        code, verdict = newsim.check("--max-conc", "1", "--min-gap", str(options.gap))
        stats = newsim.control("stats")
        lost = [name for name in feeds if name not in pages]
        print(f"feeds {middle - started:.0f} s, pages {ended - middle:.0f} s")
        canary = stats.get("canary", 0)
        print(f"canary hits {canary}, without outcome {lost}, check exit {code}: {verdict}")


def clean(text: str, newsim: Newsim) -> str:
    return text.replace(f"http://{newsim.host}", "")[:260]


if __name__ == "__main__":
    main()
