"""`readout feeds` as a user meets it, against servers of ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from readout.config import ROOT, Settings
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing
from readout.storage.publish import publish

from tests.sources.serving import Server, answer
from tests.steps.ingesting import Ingest, feed, page, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        one.pages |= {
            "/feed": feed(("g", one.base + "/1", "A story")),
            "/other": feed(("h", one.base + "/2", "Another")),
            "/": page(
                b"<link rel=alternate type=application/rss+xml title=News href=/feed>"
                b"<link rel=alternate type=application/rss+xml title=Sport href=/other>"
            ),
            "/bare/": page(b"<html><body>No feed is named</body></html>"),
        }
        yield one


class Shell:
    """Runs the command with a list and a home of its own."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.list = folder / "my.opml"
        self.environment = os.environ | {
            "READOUT_HOME": str(folder / "home"),
            "READOUT_FEEDS": str(self.list),
            "READOUT_ALLOW_HOSTS": server.host,
            "READOUT_HOST_GAP_SECONDS": "0",
            "COLUMNS": "200",
        }

    def __call__(self, *arguments: str, code: int = 0) -> str:
        program = "from readout.cli.app import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", program, "feeds", *arguments],
            capture_output=True,
            text=True,
            env=self.environment,
            cwd=ROOT,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def feeds(tmp_path: Path, server: Server) -> Shell:
    return Shell(tmp_path, server)


def test_add_list_check_remove(feeds: Shell, server: Server) -> None:
    told = feeds("add", server.base + "/", "--section", "World", "--outlet", "The News")
    assert "added News (rss20, 1 entry)" in told
    assert "also names Sport" in told
    assert "on the list already" in feeds("add", server.base + "/feed")
    (listed,) = json.loads(feeds("list", "--json"))
    assert (listed["url"], listed["section"], listed["outlet"]) == (
        server.base + "/feed",
        "World",
        "The News",
    )
    assert "not polled yet" in feeds("list")
    (checked,) = json.loads(feeds("check", "--json"))
    assert (checked["entries"], checked["problem"]) == (1, None)
    assert not (feeds.list.parent / "home" / "warehouse").exists(), "a check keeps nothing"
    assert "removed 1 of 1 feed\n" in feeds("remove", server.base + "/feed")
    assert json.loads(feeds("list", "--json")) == []


def test_check_fails_with_the_reason(feeds: Shell, server: Server) -> None:
    server.pages["/gone"] = answer(status=410)
    told = feeds("check", server.base + "/feed", server.base + "/gone", code=1)
    assert "410" in told


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["list"], "readout feeds add"),
        (["add", "{base}/bare/"], "No feed was found"),
        (["add", "{base}/missing"], "404"),
        (["add", "http://10.0.0.1/feed"], "not a public address"),
        (["add", "mailto:x@y.example"], "address is none"),
        (["remove", "x"], "can't be read"),
    ],
)
def test_what_goes_wrong_is_a_sentence(
    feeds: Shell, server: Server, arguments: list[str], told: str
) -> None:
    # Else it would be found where feeds usually lie.
    del server.pages["/feed"]
    found = feeds(*(a.format(base=server.base) for a in arguments), code=2)
    assert told in found
    assert "Traceback" not in found


def test_import_and_export(feeds: Shell, server: Server, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.opml"
    foreign.write_text(
        "<opml version='1.0'><body><outline text='Folder'><outline text='A' "
        f"xmlUrl='{server.base}/feed'/></outline></body></opml>"
    )
    assert "added 1 feed;" in feeds("import", str(foreign))
    assert "added 0 feeds; the list has 1" in feeds("import", str(foreign))
    feeds("export", str(tmp_path / "out.opml"))
    assert "Folder" in (tmp_path / "out.opml").read_text()
    foreign.write_text("<opml>\n<body>\n<outline xmlUrl='nope'/></body></opml>")
    assert "line 3" in feeds("import", str(foreign), code=1)
    foreign.write_text("<opml>\n<body>\n<outline")
    assert "line 3" in feeds("import", str(foreign), code=2)


def test_the_list_knows_the_state_of_polling(feeds: Shell, server: Server, tmp_path: Path) -> None:
    server.pages["/moved"] = answer(status=301, Location="/feed")
    save_list(feeds.list, [Listing(server.base + "/moved"), Listing(server.base + "/none")])
    home = tmp_path / "home"
    run = Ingest(
        Settings(
            home=home,
            feeds=feeds.list,
            watches=home / "none.yaml",
            allow_hosts=frozenset([server.host]),
            host_gap_seconds=0.0,
        ),
        server,
    )
    for day in range(3):
        run.poll(datetime(2026, 3, 1) + timedelta(days=day))
    publish(run.settings)
    moved, missing = json.loads(feeds("list", "--json"))
    assert moved["health"] == f"ok: moved to {server.base}/feed"
    assert missing["health"].startswith(
        "ailing: 3 failures in a row, the last: The server answered 404"
    )
    run.settings.snapshot.write_bytes(b"no database any more")
    assert "without how each feed does: " in feeds("list")


def test_one_feed_is_set_polled_shown_and_tried_again(feeds: Shell, server: Server) -> None:
    server.pages["/1"] = answer(status=503)
    feeds("add", server.base + "/feed", "--every", "30", "--language", "en", "--name", "Mine")
    (listed,) = json.loads(feeds("list", "--json"))
    assert (listed["title"], listed["every_minutes"], listed["language"]) == ("Mine", 30, "en")
    assert "not polled yet" in feeds("show", "Mine", code=2) or "publish" in feeds(
        "show", "Mine", code=2
    )
    assert "Mine: new, 1 entry, 1 new" in feeds("poll", listed["id"][:6])
    assert "503" in feeds("retry", server.base + "/1", code=1)
    told = feeds("set", "Mine", "--every", "0", "--kind", "official", "--paused")
    assert told == "Mine: official, polled as learnt, in en, paused\n"
    assert json.loads(feeds("list", "--json"))[0]["health"] == "paused"
    assert "polled as learnt, in en\n" in feeds("set", "Mine", "--no-paused")
    server.pages["/feed"] = answer(status=404)
    assert "404" in feeds("poll", "Mine", code=1)
    publish(Settings(home=feeds.list.parent / "home"))
    shown = feeds("show", "Mine")
    assert f"readout feeds add {server.base}/ finds the present one" in shown
    told = json.loads(feeds("show", "Mine", "--json"))
    assert [p["outcome"] for p in told["polls"]] == ["soft", "new"]
    assert [e["state"] for e in told["entries"]] == ["failed"]


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["set", "Mein", "--paused"], "did you mean “Mine”?"),
        (["remove", "http://x.example/"], "No such feed on the list"),
        (["poll", "zzzz"], "No such feed on the list"),
        (["retry", "http://x.example/"], "No feed and no entry has this address"),
        (["set", "Mine", "--kind", "offical"], "did you mean “official”?"),
        (["set", "Mine", "--language", "english"], "no language"),
    ],
)
def test_a_feed_that_is_not_there_or_a_wrong_word(
    feeds: Shell, server: Server, arguments: list[str], told: str
) -> None:
    save_list(feeds.list, [Listing(server.base + "/feed", "Mine")])
    assert told in feeds(*arguments, code=2)


def test_a_wrong_line_is_kept_and_told(feeds: Shell, server: Server) -> None:
    feeds.list.write_text(
        f"<opml>\n<body><outline text='A' xmlUrl='{server.base}/feed'/>\n<outline xmlUrl='no'/></body></opml>"
    )
    told = feeds("list")
    assert "1 feed in" in told
    assert "line 3" in told
    assert "line 3" in feeds("remove", "A", code=2), "writing the list would lose the line"
    assert "xmlUrl='no'" in feeds.list.read_text()


def test_a_refused_address_names_the_setting_and_its_value(feeds: Shell, server: Server) -> None:
    told = feeds("check", "http://10.0.0.7:8080/feed", code=1)
    assert f"export READOUT_ALLOW_HOSTS=10.0.0.7:8080,{server.host}" in told
