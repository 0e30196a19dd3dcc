import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from readout.cli import bodies
from readout.sources.archive import ArchivedPage, ArchiveWriter
from typer import Typer
from typer.testing import CliRunner

STORY = [
    f"On day {n} the envoy met the council in hall {n}, and “point {n} is settled”, she said."
    for n in range(9)
]
PAGE = (
    "<html><head><title>Talks</title><meta name=author content='Ann Lee'>"
    "<meta property='article:published_time' content='2026-03-04T10:00:00+01:00'></head><body>"
    f"<article><h1>Talks in Oslo</h1>{''.join(f'<p>{line}</p>' for line in STORY)}</article></body></html>"
).encode()
FEED = b"""<rss version="2.0"><channel><title>Outlet</title><item><guid>7</guid>
<title>Talks</title><link>/a/7</link><pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>"""


@pytest.fixture
def run() -> Any:
    app = Typer()
    bodies.attach(app)

    def invoke(*arguments: str, given: str = "") -> list[dict[str, Any]]:
        result = CliRunner().invoke(app, [*arguments], input=given)
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines()]

    return invoke


def jsonl(path: Path, *rows: object) -> str:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows))
    return str(path)


def test_bodies_answer_each_line_in_order(tmp_path: Path, run: Any) -> None:
    (tmp_path / "plain.html").write_bytes(PAGE)
    (tmp_path / "zipped.html.gz").write_bytes(gzip.compress(PAGE))
    (tmp_path / "torn.html.gz").write_bytes(gzip.compress(PAGE)[:-9])
    (tmp_path / "no.html").write_bytes(b"%PDF-1.7")
    asked = jsonl(
        tmp_path / "in.jsonl",
        {"id": "a", "url": "https://one.test/1", "html_file": "plain.html"},
        "not json",
        {"id": "b", "url": "https://two.test/1", "html_file": str(tmp_path / "zipped.html.gz")},
        {"id": "c", "url": "https://two.test/2", "html_file": "missing.html"},
        {"id": "d", "url": "https://two.test/3", "html_file": "no.html"},
        {"id": "e"},
        {"id": "f", "url": "https://three.test/", "html_file": "torn.html.gz"},
    )
    rows = run("bodies", asked)
    assert [row["id"] for row in rows] == ["a", None, "b", "c", "d", "e", "f"]
    assert ["error" in row for row in rows] == [False, True, False, True, True, True, False]
    for row in (rows[0], rows[2], rows[6]):
        assert row["text"].split("\n") == STORY
        assert row["title"] == "Talks in Oslo"
        assert row["published"] == "2026-03-04T10:00:00+01:00"
        assert row["authors"] == ["Ann Lee"]
        assert row["language"] == "en"


def test_bodies_from_the_archive(tmp_path: Path, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_HOME", str(tmp_path))
    with ArchiveWriter(tmp_path / "archive") as archive:
        for day in (3, 4):
            at = datetime(2026, 3, day, 12, tzinfo=UTC)
            archive.add(ArchivedPage(f"p{day}", f"https://one.test/{day}", PAGE, at))
    assert [row["id"] for row in run("bodies", "--from-archive")] == ["p3", "p4"]
    (row,) = run("bodies", "--from-archive", "--since", "2026-03-04")
    assert row["text"].split("\n") == STORY
    assert row["fetched"] == "2026-03-04T12:00:00+00:00"


def test_entries_of_a_feed_file(tmp_path: Path, run: Any) -> None:
    (tmp_path / "feed.xml").write_bytes(FEED)
    asked = jsonl(
        tmp_path / "in.jsonl",
        {"id": 1, "url": "https://one.test/feed.xml", "feed_file": "feed.xml"},
        {"id": 2, "url": "https://one.test/feed.xml", "feed_file": "gone.xml"},
    )
    good, bad = run("entries", asked)
    assert good["feed_title"] == "Outlet"
    (entry,) = good["entries"]
    assert entry["title"] == "Talks"
    assert entry["link"] == "https://one.test/a/7"
    assert entry["published"].startswith("2026-03-04T10:00:00")
    assert good["problem"] is None
    assert bad["id"] == 2
    assert "error" in bad


def test_copies(run: Any) -> None:
    text = " ".join(STORY)
    asked = [
        {"id": 1, "a": text, "b": "OSLO (Wire) — " + text[: len(text) // 2]},
        {"id": 2, "a": text, "b": "The mayor opened a bridge and thanked the builders of it."},
        {"id": 3, "a": text, "b": None},
        {"id": 4, "a": "", "b": ""},
    ]
    rows = run("copies", given="\n".join(json.dumps(row) for row in asked))
    assert [row.get("same") for row in rows] == [True, False, None, False]
    assert rows[0]["score"] > 0.9
    assert "error" in rows[2]
