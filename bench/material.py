"""Pages to measure with: real ones where there are some, else the sample newsroom's."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path

from readout.config import ROOT


@dataclass(frozen=True)
class SavedPage:
    """`html` is decompressed; `url` where it once was; `gold` the paragraphs of its text where they
    are known, `optional` the numbers of those that may be missing."""

    id: str
    url: str
    html: bytes
    gold: tuple[str, ...] = ()
    optional: frozenset[int] = frozenset()


def saved_pages() -> tuple[list[SavedPage], str]:
    """The pages to measure with, and what they are.

    READOUT_BENCH_PAGES names a JSON list of {"id", "url", "file"} (`file` relative to it,
    may be gzip); without it the evaluation's pages where they are at hand.
    """
    given = os.environ.get("READOUT_BENCH_PAGES")
    path = Path(given) if given else ROOT.parent / "shared" / "data" / "ingest" / "pages.json"
    if given or path.is_file():
        pages = [
            SavedPage(
                *(row["id"], row["url"], _bytes(path.parent / row["file"])),
                tuple(row.get("gold", {}).get("paragraphs", ())),
                frozenset(row.get("gold", {}).get("optional") or ()),
            )
            for row in json.loads(path.read_text("utf-8"))
        ]
        return pages, f"{len(pages)} saved pages"
    pages = _newsroom_pages()
    return pages, f"{len(pages)} pages of the sample newsroom"


def _bytes(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def _newsroom_pages() -> list[SavedPage]:
    from readout.sample.newsroom import Newsroom

    newsroom = Newsroom()
    newsroom.base_url = "http://newsroom.example"
    return [
        SavedPage(story.path, newsroom.base_url + story.path, newsroom.render(story).encode())
        for story in newsroom.released()
    ]


@contextmanager
def served(pages: list[SavedPage]) -> Iterator[str]:
    """Serve pages as `/N`, gzip-coded, from a process of its own (its CPU time is not
    ours). Yields `http://127.0.0.1:PORT`."""
    ours, theirs = Pipe()
    bodies = [gzip.compress(page.html, 6) for page in pages]
    child = get_context("spawn").Process(target=_serve, args=(theirs, bodies), daemon=True)
    child.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        child.terminate()
        child.join()


def _serve(pipe: Connection, bodies: list[bytes]) -> None:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.strip("/")
            body = bodies[int(name)] if name.isdigit() and int(name) < len(bodies) else None
            self.send_response(200 if body else 404)
            if body:
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    pipe.send(server.server_port)
    server.serve_forever()
