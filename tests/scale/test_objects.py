"""Batches, bundles and the archive in an object store; the lake's tables there too."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from readout.config import Settings
from readout.errors import SoftError, TemporaryError
from readout.places import Objects
from readout.sources.archive import ArchivedPage, ArchiveWriter, prune, read_archive
from readout.steps.batches import clear_old_batches, read_batch, write_batches
from readout.storage.loader import load_bundles
from readout.storage.publish import publish
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import forget_old, ready_bundles, write_bundle
from readout.storage.warehouse import rows

from tests.storage.rows_for_tests import article


@pytest.fixture
def in_s3(settings: Settings, bucket: str, request: pytest.FixtureRequest) -> Settings:
    return settings.changed(data=f"{bucket}/{request.node.name}")


@pytest.fixture
def new_in_s3(in_s3: Settings, empty_catalogue: str) -> Settings:
    """With a lake that isn't made yet."""
    return in_s3.changed(warehouse=f"ducklake:postgres:{empty_catalogue}")


def test_bundles_are_loaded_once_and_kept_a_while(new_in_s3: Settings) -> None:
    for number in (1, 2):
        write_bundle(new_in_s3.staging, "x", article(number))
    assert isinstance(new_in_s3.staging, Objects)
    # A writer that was killed left parts without their mark.
    whole = (new_in_s3.staging / "ready").listed()[0][0]
    mark = whole.read_bytes()
    (new_in_s3.staging / "parts" / "x-torn" / "articles.parquet").write_bytes(b"half")
    assert len(ready_bundles(new_in_s3.staging, "x")) == 2
    load_bundles(new_in_s3, "x")
    assert ready_bundles(new_in_s3.staging, "x") == []
    # A loader that was killed between its commit and the mark leaves a bundle to load again.
    whole.write_bytes(mark)
    load_bundles(new_in_s3, "x")
    publish(new_in_s3)
    with open_snapshot(new_in_s3) as snapshot:
        found = rows(snapshot.connection, "SELECT quote_id FROM quotes")
    assert len(found) == len({r["quote_id"] for r in found}) > 0
    assert new_in_s3.lake is not None
    assert new_in_s3.lake.in_s3
    assert forget_old(new_in_s3.staging) == 0, "a week hasn't passed"


def test_batches(in_s3: Settings) -> None:
    paths = write_batches(in_s3, "x", [{"n": n} for n in range(5)], size=2)
    assert [[row["n"] for row in read_batch(path)] for path in paths] == [[0, 1], [2, 3], [4]]
    assert clear_old_batches(in_s3) == 0
    with pytest.raises(SoftError, match="gone"):
        list(read_batch(f"{in_s3.batches}/x/none.jsonl"))


def test_the_archive(in_s3: Settings) -> None:
    at = datetime(2026, 11, 29, 12, tzinfo=UTC)
    with ArchiveWriter(in_s3.archive) as archive:
        for n in range(3):
            page = ArchivedPage(
                f"p{n}", f"http://a.example/{n}", b"<p>x</p>", at + timedelta(days=n)
            )
            archive.add(page)
    assert [p.id for p in read_archive(in_s3.archive)] == ["p0", "p1", "p2"]
    assert [p.id for p in read_archive(in_s3.archive, since=date(2026, 12, 1))] == ["p2"]
    assert len(prune(in_s3.archive, days=0, today=date(2026, 12, 1))) == 2
    assert [p.id for p in read_archive(in_s3.archive)] == ["p2"]


def test_a_store_that_is_away_is_asked_again_later(
    in_s3: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setattr("readout.places._ATTEMPTS", 1)
    with pytest.raises(TemporaryError, match="goes on by itself"):
        write_batches(in_s3, "x", [{"n": 1}], size=1)
