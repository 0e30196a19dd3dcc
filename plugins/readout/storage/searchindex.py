"""The index of words beside the snapshot: SQLite's FTS5, over quotes and article texts.

FTS5 comes with Python and needs no extension from a server. The index holds no text, only which
words stand where: texts come from the snapshot. A row whose text is gone is noted as dead and
left out; when a quarter is dead, all is made anew. Readers see the last whole state while a
refresh writes (write-ahead log).
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from readout.config import Settings
from readout.errors import ReadoutError
from readout.storage.snapshot import Snapshot, open_snapshot

if TYPE_CHECKING:
    from readout.storage.results import SearchTextsRow

# Words are compared by their stems (Porter), case and accents aside.
TOKENS: Final = "porter unicode61 remove_diacritics 2"
_VERSION: Final = "1"  # another one makes the index anew
_CHUNK: Final = 2_000  # articles in one transaction
_MOST_DEAD: Final = 0.25
# An extraction is loaded some time after it was made; older changes than that are all indexed.
SLACK: Final = timedelta(days=2)
_WAIT_SECONDS: Final = 60.0

_TABLES: Final = f"""
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS texts (
    article_id TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS quotes (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, article_id TEXT NOT NULL,
    day TEXT NOT NULL, outlet TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS articles (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, article_id TEXT NOT NULL,
    day TEXT NOT NULL, outlet TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS quotes_of ON quotes (article_id);
CREATE INDEX IF NOT EXISTS articles_of ON articles (article_id);
CREATE TABLE IF NOT EXISTS dead_quotes (id INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS dead_articles (id INTEGER PRIMARY KEY);
CREATE VIRTUAL TABLE IF NOT EXISTS quote_words USING fts5(
    words, speaker, content='', tokenize='{TOKENS}');
CREATE VIRTUAL TABLE IF NOT EXISTS article_words USING fts5(
    title, body, content='', tokenize='{TOKENS}');
"""

log = logging.getLogger("readout.searchindex")


@contextmanager
def opened(settings: Settings, *, writing: bool = False) -> Iterator[sqlite3.Connection]:
    """The index; made when it is opened for writing and isn't there.

    Raises:
        sqlite3.Error: it can't be opened.
    """
    path = settings.search_index
    if writing:
        path.parent.mkdir(parents=True, exist_ok=True)
        con = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    else:
        con = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
    try:
        if writing:
            con.execute("PRAGMA journal_mode=WAL")
            con.execute("PRAGMA synchronous=NORMAL")  # lost at worst: what is indexed again
            con.execute("PRAGMA cache_size=-65536")
            con.executescript(_TABLES)
        yield con
    finally:
        con.close()


def refresh_after_publishing(settings: Settings) -> None:
    """`refresh`, where a failure must not cost the step that published: the search then goes on
    with what it had, and the next publishing tries again. A damaged index is made anew."""
    try:
        try:
            refresh(settings)
        except sqlite3.OperationalError:
            raise  # locked, or no room: the file is sound
        except sqlite3.DatabaseError as cause:
            log.warning("the search index is damaged (%s), and made anew", cause)
            path = settings.search_index
            for part in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
                part.unlink(missing_ok=True)
            refresh(settings)
    except (sqlite3.Error, OSError, ReadoutError) as cause:
        log.warning("the search index was not refreshed, and stays as it was: %s", cause)


def refresh(settings: Settings) -> dict[str, int]:
    """Bring the index to the published snapshot; only what changed since is read.

    Returns:
        `articles` indexed, `quotes` in them, `rebuilt` 1 when all was made anew.

    Raises:
        sqlite3.Error: the index can't be written. WarehouseError: there is no snapshot.
    """
    with open_snapshot(settings) as snapshot, opened(settings, writing=True) as con:
        anew = _meta(con, "version") not in (None, _VERSION) or _mostly_dead(con)
        last = None if anew else _meta(con, "changed_at")
        since = datetime.fromisoformat(last) - SLACK if last else None
        texts = snapshot.rows("search/texts", since=since)
        held = {} if anew else _held(con, texts)
        todo = [t for t in texts if held.get(t["article_id"]) != t["mark"]]
        counts = {"articles": len(todo), "quotes": 0, "rebuilt": int(anew)}
        newest = max((t["changed_at"] for t in texts), default=None)
        if anew:
            con.execute("BEGIN IMMEDIATE")
            _empty(con)
            for part in _chunks(todo):
                counts["quotes"] += _take_in(con, snapshot, part, held)
            _note(con, newest)
            con.execute("COMMIT")
            return counts
        for part in _chunks(todo):
            con.execute("BEGIN IMMEDIATE")
            counts["quotes"] += _take_in(con, snapshot, part, held)
            con.execute("COMMIT")
        con.execute("BEGIN IMMEDIATE")
        _note(con, newest)
        con.execute("COMMIT")
    return counts


def _held(con: sqlite3.Connection, texts: Sequence[SearchTextsRow]) -> dict[str, str]:
    """The marks under which these articles are indexed; of all others there are more each day."""
    one = "SELECT article_id, mark FROM texts WHERE article_id = ?"
    return dict(row for t in texts for row in con.execute(one, (t["article_id"],)))


def _chunks(rows: Sequence[SearchTextsRow]) -> Iterator[Sequence[SearchTextsRow]]:
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]


def _take_in(
    con: sqlite3.Connection,
    snapshot: Snapshot,
    texts: Sequence[SearchTextsRow],
    held: dict[str, str],
) -> int:
    """Index these texts with their quotes, in place of what was indexed of their articles."""
    old = [(t["article_id"],) for t in texts if t["article_id"] in held]
    for kind in ("quotes", "articles"):
        con.executemany(
            f"INSERT OR IGNORE INTO dead_{kind} SELECT id FROM {kind} WHERE article_id = ?", old
        )
        con.executemany(f"DELETE FROM {kind} WHERE article_id = ?", old)
    given = {"revision_id": [t["revision_id"] for t in texts]}
    articles = snapshot.rows_given("search/articles_in", given)
    quotes = snapshot.rows_given("search/quotes_in", given)
    day = {a["article_id"]: (str(a["day"]), a["outlet"]) for a in articles}
    for number, row in enumerate(articles, _next(con, "articles")):
        con.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?)",
            (number, row["revision_id"], row["article_id"], *day[row["article_id"]]),
        )
        con.execute(
            "INSERT INTO article_words (rowid, title, body) VALUES (?, ?, ?)",
            (number, _clean(row["title"]), _clean(row["body"])),
        )
    for number, row in enumerate(quotes, _next(con, "quotes")):
        con.execute(
            "INSERT INTO quotes VALUES (?, ?, ?, ?, ?)",
            (number, row["quote_id"], row["article_id"], *day[row["article_id"]]),
        )
        con.execute(
            "INSERT INTO quote_words (rowid, words, speaker) VALUES (?, ?, ?)",
            (number, _clean(row["content"]), _clean(row["speaker"])),
        )
    con.executemany(
        "INSERT OR REPLACE INTO texts VALUES (?, ?)", [(t["article_id"], t["mark"]) for t in texts]
    )
    return len(quotes)


def _next(con: sqlite3.Connection, kind: str) -> int:
    ((high,),) = con.execute(
        f"SELECT max(coalesce((SELECT max(id) FROM {kind}), 0), "
        f"coalesce((SELECT max(id) FROM dead_{kind}), 0))"
    ).fetchall()
    return int(high) + 1


def _clean(text: str | None) -> str:
    return (text or "").replace("\x00", " ")


def _meta(con: sqlite3.Connection, key: str) -> str | None:
    found = con.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(found[0]) if found else None


def _note(con: sqlite3.Connection, newest: datetime | None) -> None:
    con.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?)", (_VERSION,))
    if newest is not None:
        con.execute("INSERT OR REPLACE INTO meta VALUES ('changed_at', ?)", (newest.isoformat(),))


def _mostly_dead(con: sqlite3.Connection) -> bool:
    ((live, dead),) = con.execute(
        "SELECT (SELECT count(*) FROM texts), (SELECT count(*) FROM dead_articles)"
    ).fetchall()
    return bool(dead > 100 and dead > live * _MOST_DEAD)


def _empty(con: sqlite3.Connection) -> None:
    for table in ("quotes", "articles", "dead_quotes", "dead_articles", "texts", "meta"):
        con.execute(f"DELETE FROM {table}")
    for words in ("quote_words", "article_words"):
        con.execute(f"INSERT INTO {words} ({words}) VALUES ('delete-all')")
