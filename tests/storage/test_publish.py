"""Publishing: when something changed, seldom where it is dear, and never a half."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from readout.config import Settings
from readout.storage import publish as publishing
from readout.storage.copying import BLOCK, copied
from readout.storage.loader import load_bundles, loading
from readout.storage.publish import publish, publish_if_due
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import write_bundle

from tests.storage.rows_for_tests import article


def load(settings: Settings, number: int, step: str = "extract_facts") -> None:
    write_bundle(settings.staging, step, article(number))
    load_bundles(settings, step)


def told(settings: Settings) -> int:
    with open_snapshot(settings) as snapshot:
        return len(snapshot.connection.execute("FROM articles").fetchall())


def took(settings: Settings, seconds: float) -> None:
    """As if the last copy had taken so long."""
    note = settings.snapshot.with_name(f".{settings.snapshot.name}.published")
    text = note.read_text()
    start = text.index('"seconds": ')
    end = text.index(",", start)
    note.write_text(f'{text[:start]}"seconds": {seconds}{text[end:]}')


def test_only_what_changed_is_published(settings: Settings) -> None:
    assert publish_if_due(settings)
    assert not publish_if_due(settings)
    load(settings, 1)
    assert publish_if_due(settings)
    assert told(settings) == 1
    with loading(settings, "extract_facts"):
        pass
    assert not publish_if_due(settings)


def test_a_copy_that_takes_long_is_made_seldom(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(settings, 1)
    assert publish_if_due(settings)
    took(settings, 3.0)
    load(settings, 2)
    assert not publish_if_due(settings)
    assert told(settings) == 1
    now = publishing.time.time()
    monkeypatch.setattr(publishing.time, "time", lambda: now + 61)
    assert publish_if_due(settings)
    assert told(settings) == 2
    # What only a feed's health shows waits for the half hour.
    took(settings, 3.0)
    load(settings, 3, step="poll_feeds")
    monkeypatch.setattr(publishing.time, "time", lambda: now + 200)
    assert not publish_if_due(settings)
    monkeypatch.setattr(publishing.time, "time", lambda: now + 61 + 1501)
    assert publish_if_due(settings)


def test_a_file_of_long_ago_is_published_whatever_the_clock_says(settings: Settings) -> None:
    publish(settings)
    took(settings, 1e9)
    settings.snapshot.unlink()
    assert publish_if_due(settings)


def test_a_snapshot_that_is_damaged_or_of_another_schema_is_published_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(settings, 1)
    publish(settings)
    assert not publish_if_due(settings)
    settings.snapshot.write_bytes(b"\xaa" * 20_000)
    assert publish_if_due(settings)
    assert told(settings) == 1
    monkeypatch.setattr(publishing, "_schema", lambda: "of a later version")
    assert publish_if_due(settings)
    assert not publish_if_due(settings)


def test_a_large_file_is_brought_up_to_date_in_a_spare(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "LARGE", 0)
    monkeypatch.setattr(publishing, "RESTING_SECONDS", 0)
    spare = publishing._spare(settings)
    seen = []
    for number in range(1, 5):
        load(settings, number)
        with open_snapshot(settings) if number > 1 else open(os.devnull) as reading:
            publish(settings)
            if number > 1:
                # Who has the old one open reads it to the end.
                assert len(reading.connection.execute("FROM articles").fetchall()) == number - 1
        assert told(settings) == number
        assert settings.snapshot.read_bytes() == settings.warehouse_file.read_bytes()
        seen.append(spare.exists())
    # On a file system that shares blocks there is no need of one.
    assert seen in ([False, True, True, True], [False] * 4)


def test_a_spare_that_is_read_is_left_to_its_reader(settings: Settings) -> None:
    load(settings, 1)
    publish(settings)
    load(settings, 2)
    copy = settings.home / "copy"
    reader = (
        "import duckdb, sys\n"
        "con = duckdb.connect(sys.argv[1], read_only=True)\n"
        "print('open', flush=True)\n"
        "sys.stdin.readline()\n"
        "print(len(con.execute('FROM articles').fetchall()))"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", reader, str(settings.snapshot)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    assert child.stdout.readline() == "open\n"
    assert copied(settings.warehouse_file, copy, settings.snapshot) in ("whole", "shared")
    assert copy.read_bytes() == settings.warehouse_file.read_bytes()
    out, _ = child.communicate("\n")
    assert out == "1\n"


@pytest.mark.parametrize("change", ["block", "longer", "shorter", "nothing"])
def test_blocks(tmp_path: Path, change: str) -> None:
    content = bytearray(os.urandom(3 * BLOCK + 100))
    spare, source = tmp_path / "spare", tmp_path / "source"
    spare.write_bytes(content)
    if change == "block":
        content[2 * BLOCK] ^= 1
    elif change == "longer":
        content += os.urandom(BLOCK)
    elif change == "shorter":
        del content[BLOCK:]
    source.write_bytes(content)
    assert copied(source, tmp_path / "copy", spare) in ("blocks", "shared")
    assert (tmp_path / "copy").read_bytes() == content
