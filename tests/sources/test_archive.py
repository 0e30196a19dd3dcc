from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from readout.errors import ConfigError
from readout.sources.archive import ArchivedPage, ArchiveWriter, PageSpool, prune, read_archive

NOON = datetime(2026, 3, 4, 12, 30, 15, 250000, tzinfo=UTC)


def page(number: int, day: int = 4) -> ArchivedPage:
    return ArchivedPage(
        id=f"article-{number}",
        url=f"https://news.example/{number}?a=1",
        html=f"<p>Märchen {number}\r\n\r\n“x”</p>".encode() * 3,
        fetched_at=NOON.replace(day=day),
        content_type="text/html; charset=utf-8",
    )


def test_pages_come_back_as_they_went_in(tmp_path: Path) -> None:
    pages = [page(n) for n in range(5)]
    with ArchiveWriter(tmp_path) as writer:
        for each in pages:
            writer.add(each)
    assert list(read_archive(tmp_path)) == pages
    assert pages[0].charset == "utf-8"


def test_two_writers_do_not_meet(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as one, ArchiveWriter(tmp_path) as two:
        one.add(page(1))
        two.add(page(2))
        one.add(page(3))
    assert {p.id for p in read_archive(tmp_path)} == {"article-1", "article-2", "article-3"}
    assert len(list(tmp_path.iterdir())) == 2


def test_a_file_cut_short_keeps_its_whole_records(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        for number in range(3):
            writer.add(page(number))
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-40])
    with ArchiveWriter(tmp_path) as writer:
        writer.add(page(9, day=5))
    ids = [p.id for p in read_archive(tmp_path)]
    assert ids[:2] == ["article-0", "article-1"]
    assert ids[-1] == "article-9"


def test_prune_keeps_within_a_size(tmp_path: Path) -> None:
    for day in (1, 3, 4):
        with ArchiveWriter(tmp_path) as writer:
            writer.add(page(day, day=day))
    sizes = [path.stat().st_size for path in sorted(tmp_path.iterdir())]
    today = date(2026, 3, 4)
    assert prune(tmp_path, days=30, most_bytes=sum(sizes), today=today) == []
    assert len(prune(tmp_path, days=30, most_bytes=sum(sizes[1:]), today=today)) == 1
    assert [p.id for p in read_archive(tmp_path)] == ["article-3", "article-4"]
    assert len(prune(tmp_path, days=30, most_bytes=0, today=today)) == 2


def test_pages_wait_until_some_are_kept(tmp_path: Path) -> None:
    with PageSpool(tmp_path) as spool:
        for number in range(5):
            spool.add(page(number))
        assert list(read_archive(tmp_path)) == []
        assert spool.keep(["article-1", "article-3", "nobody's"]) == 2
    assert list(read_archive(tmp_path)) == [page(1), page(3)]


def test_prune_deletes_old_days_and_nothing_else(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        for day in (1, 3, 4):
            writer.add(page(day, day=day))
    (tmp_path / "notes.txt").write_text("mine")
    assert len(prune(tmp_path, days=1, today=date(2026, 3, 4))) == 1
    assert [p.id for p in read_archive(tmp_path)] == ["article-3", "article-4"]
    assert (tmp_path / "notes.txt").exists()


def test_reading_can_be_narrowed(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        for day in (1, 3, 4):
            writer.add(page(day, day=day))
    assert [p.id for p in read_archive(tmp_path, since=date(2026, 3, 3))] == [
        "article-3",
        "article-4",
    ]
    assert [p.id for p in read_archive(tmp_path, ids=["article-1"])] == ["article-1"]
    assert list(read_archive(tmp_path / "missing")) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="file"), ArchiveWriter(tmp_path / "file") as writer:
        writer.add(page(1))
