"""Searching quotes and article texts in words: stems, phrases, ranked, with lit snippets.

What may be asked: words (all must occur), `"a phrase"`, `-word` or `-"a phrase"` (must not occur),
`word*` (begins so), `OR` between two. Names of speakers and headlines are searched too. Words are
compared by their stems, case and accents aside.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal

from readout.config import Settings
from readout.errors import ConfigError, WarehouseError
from readout.model import Row
from readout.storage.searchindex import TOKENS, opened
from readout.storage.snapshot import Snapshot

Kind = Literal["quote", "article"]
KINDS: Final = ("quote", "article")
# Of more matches than this the newest are ranked, and older ones follow, newest first.
RANKED: Final = 10_000
MOST_WORDS: Final = 32
_SNIPPET_WORDS: Final = 40
_LIT, _UNLIT, _CUT = "\x02", "\x03", "…"
_ASKED: Final = re.compile(
    r'(?P<no>-)?(?:["“„«](?P<phrase>[^"”“«»]*)["”“»]?|(?P<word>[^\s"“”„«»]+))'
)
# How much a word counts in which column (bm25).
_WEIGHTS: Final = {"quote": "1.0, 0.5", "article": "4.0, 1.0"}


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought.

    Attributes:
        words: as somebody types them; see the module.
        kind: `quote` or `article` only; None for both, taken in turns.
        person: words of the speaker's name; then only quotes are found.
        outlet: its exact name. since, until: days of publication, both included.
        limit: None means all.
    """

    words: str
    kind: Kind | None = None
    person: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Rows in order of rank; `totals` counts all matches of each kind.

    A row has `kind`, `quote_id` (of quotes), `article_id`, `revision_id`, `title`, `outlet`,
    `said_at`, `url`, the speaker's columns of quotes, and `snippet` with `lit`: the `[start, end)`
    stretches of it that match. A quote's snippet is all of its words.
    """

    columns: list[str]
    rows: list[Row]
    totals: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.totals.values())


COLUMNS: Final = [
    *("kind", "snippet", "speaker_name", "speaker_id", "speaker_desc", "speaker_role", "type"),
    *("via", "confidence", "said_at", "outlet", "source_kind", "title", "quote_id"),
    *("article_id", "revision_id", "url", "lit"),
]


def search(settings: Settings, snapshot: Snapshot, query: Query) -> Found:
    """The quotes and articles that match, from the index beside the snapshot.

    Raises:
        ConfigError: nothing is asked, or only what must not occur.
        WarehouseError: there is no index, or it is damaged.
    """
    match = expression(query.words)
    kinds: Sequence[str] = (query.kind,) if query.kind else KINDS
    if query.person:
        kinds = [kind for kind in kinds if kind == "quote"]
    try:
        with opened(settings) as con:
            sought = {kind: _Sought(con, kind, match, query) for kind in kinds}
            totals = {kind: s.total for kind, s in sought.items()}
            order = _in_turns(totals, query.offset, query.limit)
            found = {
                kind: _rows(snapshot, kind, s.keys(order.get(kind, (0, 0))), match)
                for kind, s in sought.items()
            }
    except sqlite3.Error as cause:
        raise WarehouseError(
            "Nothing can be searched",
            resource=str(settings.search_index),
            why="there is no index yet" if not settings.search_index.is_file() else cause,
            mend="readout search --refresh",
        ) from cause
    start = {kind: order.get(kind, (0, 0))[0] for kind in kinds}
    placed = sorted(
        (
            (start[kind] + number, KINDS.index(kind), row)
            for kind, rows in found.items()
            for number, row in rows
        ),
        key=lambda item: item[:2],
    )
    return Found(COLUMNS, [row for _, _, row in placed], totals)


def expression(words: str) -> str:
    """What FTS5 is asked for; nothing of what was typed is taken for its syntax.

    Raises:
        ConfigError: there is no word in it, or only words that must not occur.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    either = False
    for found in list(_ASKED.finditer(words.replace("\x00", " ")))[:MOST_WORDS]:
        if found["word"] == "OR" and wanted and not found["no"]:
            either = True
            continue
        text = found["phrase"] if found["phrase"] is not None else found["word"]
        if not re.search(r"\w", text):
            continue
        begins = found["phrase"] is None and text.endswith("*")
        term = '"' + text.replace('"', " ").rstrip("*") + '"' + (" *" if begins else "")
        if found["no"]:
            unwanted.append(term)
        elif either:
            wanted[-1] = f"{wanted[-1]} OR {term}"
        else:
            wanted.append(term)
        either = False
    if not wanted:
        raise ConfigError(
            "There is no word to search for",
            resource=words.strip() or None,
            why="only words that must not occur" if unwanted else None,
            mend='readout search bridge "border talks" -fence',
        )
    match = " AND ".join(f"({term})" for term in wanted)
    return f"({match}) NOT ({' OR '.join(unwanted)})" if unwanted else match


class _Sought:
    """One kind of text, searched."""

    def __init__(self, con: sqlite3.Connection, kind: str, match: str, query: Query) -> None:
        self.con = con
        self.table, self.words = f"{kind}s", f"{kind}_words"
        self.weights = _WEIGHTS[kind]
        self.given: dict[str, Any] = {"match": match}
        if query.person:
            self.given["match"] = f"({match}) AND speaker : ({_all_of(query.person)})"
        narrow = []
        for name, test in (("outlet", "="), ("since", ">="), ("until", "<=")):
            if (value := getattr(query, name)) is not None:
                column = "outlet" if name == "outlet" else "day"
                narrow.append(f"{column} {test} :{name}")
                self.given[name] = str(value)
        if narrow:
            # Looked up once: counting and ranking would ask again for each match. The plus keeps
            # SQLite from asking the index of words anew for each of them.
            con.execute("PRAGMA temp_store = MEMORY")
            con.execute(
                f"CREATE TEMP TABLE {kind}_hits AS SELECT w.rowid AS id FROM {self.words} AS w "
                f"WHERE {self.words} MATCH :match AND EXISTS (SELECT 1 FROM {self.table} AS t "
                f"WHERE t.id = w.rowid AND {' AND '.join('t.' + n for n in narrow)})",
                self.given,
            )
            self.where = f"+w.rowid IN (SELECT id FROM temp.{kind}_hits)"
        elif con.execute(f"SELECT 1 FROM dead_{self.table} LIMIT 1").fetchone():
            self.where = f"w.rowid NOT IN (SELECT id FROM dead_{self.table})"
        else:
            self.where = "1"
        counted = f"SELECT count(*) FROM temp.{kind}_hits"
        found = con.execute(counted) if narrow else self._ask("count(*)", "")
        self.total = int(found.fetchall()[0][0])

    def _ask(self, what: str, order: str, **more: Any) -> sqlite3.Cursor:
        return self.con.execute(
            f"SELECT {what} FROM {self.words} AS w "
            f"WHERE {self.words} MATCH :match AND {self.where} {order}",
            self.given | more,
        )

    def keys(self, stretch: tuple[int, int]) -> list[str]:
        """The keys of the matches from one place in the ranking to another."""
        start, end = stretch
        if end <= start:
            return []
        ids: list[int] = []
        oldest = 0
        if self.total > RANKED:
            order = "ORDER BY w.rowid DESC LIMIT 1 OFFSET :skip"
            oldest = self._ask("w.rowid", order, skip=RANKED - 1).fetchall()[0][0]
        if start < RANKED:
            order = (
                f"AND w.rowid >= :oldest ORDER BY bm25({self.words}, {self.weights}), "
                "w.rowid DESC LIMIT :many OFFSET :skip"
            )
            many = min(end, RANKED) - start
            ids += [i for (i,) in self._ask("w.rowid", order, oldest=oldest, many=many, skip=start)]
        if end > RANKED and self.total > RANKED:
            skip = max(start, RANKED)
            order = "AND w.rowid < :oldest ORDER BY w.rowid DESC LIMIT :many OFFSET :skip"
            given = {"oldest": oldest, "many": end - skip, "skip": skip - RANKED}
            ids += [i for (i,) in self._ask("w.rowid", order, **given)]
        known = self.con.execute
        return [
            known(f"SELECT key FROM {self.table} WHERE id = ?", (i,)).fetchall()[0][0] for i in ids
        ]


def _all_of(name: str) -> str:
    words = re.findall(r"\w+", name)[:MOST_WORDS]
    return " AND ".join(f'"{w}"' for w in words) or '""'


def _in_turns(
    totals: Mapping[str, int], offset: int, limit: int | None
) -> dict[str, tuple[int, int]]:
    """Which stretch of each kind stands at these places when kinds are taken in turns: a first
    quote, a first article, a second quote … until one kind ends."""
    every = sum(totals.values())
    start, end = min(offset, every), every if limit is None else min(offset + limit, every)

    def taken(kind: str, places: int) -> int:
        """How many of a kind stand in the first `places`."""
        others = [k for k in totals if k != kind]
        if not others:
            return min(places, totals[kind])
        (other,) = others
        shared = min(totals.values())
        first = KINDS.index(kind) < KINDS.index(other)
        if places <= 2 * shared:
            return (places + 1) // 2 if first else places // 2
        return shared if totals[kind] == shared else places - shared

    return {kind: (taken(kind, start), taken(kind, end)) for kind in totals}


def _rows(snapshot: Snapshot, kind: str, keys: Sequence[str], match: str) -> list[tuple[int, Row]]:
    """The rows of these keys with their place among them; a key that a newer snapshot lacks is
    left out."""
    if not keys:
        return []
    found = snapshot.rows_given(f"search/{kind}s", {"id": list(keys)})
    place = {key: number for number, key in enumerate(keys)}
    own = "quote_id" if kind == "quote" else "revision_id"
    told = _snippets([r["text"] for r in found], match, whole=kind == "quote")
    rows: list[tuple[int, Row]] = []
    for row, (snippet, lit) in zip(found, told, strict=True):
        whole = {**row, "snippet": snippet, "lit": lit}
        rows.append((place[row[own]], {c: whole[c] for c in COLUMNS}))
    return rows


def _snippets(
    texts: Sequence[str], match: str, *, whole: bool
) -> list[tuple[str, list[list[int]]]]:
    """Of each text the stretch where the words stand thickest, and where they stand in it. Made
    by FTS5 itself over these texts alone, since the index holds none."""
    con = sqlite3.connect(":memory:", isolation_level=None)
    try:
        con.execute(f"CREATE VIRTUAL TABLE t USING fts5(words, tokenize='{TOKENS}')")
        clean = [re.sub(r"[\x00\x02\x03]", " ", text) for text in texts]
        con.executemany("INSERT INTO t (rowid, words) VALUES (?, ?)", list(enumerate(clean, 1)))
        light = (
            "highlight(t, 0, :lit, :unlit)"
            if whole
            else f"snippet(t, 0, :lit, :unlit, '{_CUT}', {_SNIPPET_WORDS})"
        )
        terms = " OR ".join(re.findall(r'"[^"]*"(?: \*)?', match.partition(" NOT (")[0]))
        marked = dict(
            con.execute(
                f"SELECT rowid, {light} FROM t WHERE t MATCH :terms",
                {"lit": _LIT, "unlit": _UNLIT, "terms": terms},
            )
        )
    finally:
        con.close()
    return [_lit(marked.get(i) or _begin(text, whole=whole)) for i, text in enumerate(clean, 1)]


def _begin(text: str, *, whole: bool) -> str:
    """What is shown of a text whose match stands in its headline or its speaker's name."""
    words = text.split()
    return (
        text if whole or len(words) <= _SNIPPET_WORDS else " ".join(words[:_SNIPPET_WORDS]) + _CUT
    )


def _lit(marked: str) -> tuple[str, list[list[int]]]:
    """A snippet without its marks, and where they stood."""
    plain: list[str] = []
    lit: list[list[int]] = []
    at = 0
    for part in re.split(f"({_LIT}|{_UNLIT})", re.sub(r"\s+", " ", marked)):
        if part == _LIT:
            lit.append([at, at])
        elif part == _UNLIT:
            lit[-1][1] = at
        else:
            plain.append(part)
            at += len(part)
    return "".join(plain), lit


def indexed_until(settings: Settings) -> datetime | None:
    """Up to which change the index knows the texts (UTC); None without an index."""
    if not settings.search_index.is_file():
        return None
    try:
        with opened(settings) as con:
            found = con.execute("SELECT value FROM meta WHERE key = 'changed_at'").fetchone()
    except sqlite3.Error:
        return None
    return datetime.fromisoformat(found[0]) if found else None
