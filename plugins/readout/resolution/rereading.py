"""What reading a text again found otherwise: gained, lost, changed facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from readout.storage.results import ReextractNewFactsRow, ReextractOldFactsRow

    Fact = ReextractOldFactsRow | ReextractNewFactsRow

Kind = Literal["gained", "lost", "changed"]
# Columns whose difference is a change, and how it is told.
_COLUMNS = {
    "mention": {
        "who": "participants",
        "status": "status",
        "format": "format",
        "days": "days",
        "place": "place",
        "minutes": "minutes",
    },
    "quote": {
        "who": "speaker",
        "words": "words",
        "status": "type",
        "format": "cue",
        "place": "via",
    },
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that reading again found otherwise. `fact_id` is the new one, of a lost fact
    the old; `what` says it in words."""

    fact: str
    kind: Kind
    fact_id: str
    revision_id: str
    article_id: str
    what: str
    old_version: str | None


def differences(old: Iterable[Fact], new: Iterable[Fact]) -> list[Difference]:
    """Compare stored facts with new ones of the same revisions.

    Facts are the same by id (a mention's trigger and names, a quote's spans), else by the
    place where they start.

    Args:
        old, new: rows of sql/reextract/old_facts.sql and new_facts.sql.
    """
    by_id = {(r["fact"], r["fact_id"]): r for r in old}
    by_place: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
    for row in by_id.values():
        by_place[_place(row)].append(row)
    used: set[tuple[str, str]] = set()
    found: list[Difference] = []
    waiting: list[Fact] = []
    for row in new:
        key = (row["fact"], row["fact_id"])
        if key in by_id:
            used.add(key)
            _compare(by_id[key], row, found)
        else:
            waiting.append(row)
    for row in waiting:
        same = [r for r in by_place[_place(row)] if (r["fact"], r["fact_id"]) not in used]
        if same:
            used.add((same[0]["fact"], same[0]["fact_id"]))
            _compare(same[0], row, found)
        else:
            found.append(_told(row, "gained", _in_words(row), None))
    for key, row in by_id.items():
        if key not in used:
            found.append(_told(row, "lost", _in_words(row), row["version"]))
    return sorted(found, key=lambda d: (d.article_id, d.fact, d.kind, d.fact_id))


def _place(row: Fact) -> tuple[Any, ...]:
    return row["fact"], row["revision_id"], row["anchor"]


def _compare(old: Fact, new: Fact, found: list[Difference]) -> None:
    before: Mapping[str, object] = old
    after: Mapping[str, object] = new
    told = [
        f"{name}: {before[column] or 'none'} → {after[column] or 'none'}"
        for column, name in _COLUMNS[old["fact"]].items()
        if before[column] != after[column]
    ]
    if told:
        found.append(_told(new, "changed", f"{old['who']}: {'; '.join(told)}", old["version"]))


def _in_words(row: Fact) -> str:
    if row["fact"] == "quote":
        return f"{row['who']}: {row['words']}"
    return " · ".join(str(v) for v in (row["who"], row["status"], row["days"], row["place"]) if v)


def _told(row: Fact, kind: Kind, what: str, old_version: str | None) -> Difference:
    return Difference(
        row["fact"],
        kind,
        row["fact_id"],
        row["revision_id"],
        row["article_id"],
        what[:500],
        old_version,
    )
