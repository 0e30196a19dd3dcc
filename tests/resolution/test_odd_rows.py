"""Whatever stands in a row, empty, huge or odd: the resolver goes on, at worst without it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from readout.config import ROOT, Settings
from readout.resolution.proposals import propose
from readout.resolution.readings import Reading
from readout.steps import resolving, resolving_meetings
from readout.steps.resolving import pending_items, resolve_into, resolve_meetings
from readout.steps.sifting import Item, sift
from readout.storage.loader import loading
from readout.storage.reports import Filters, run_report
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import RELATIONS

from tests.resolution.loads import warehouse
from tests.resolution.newsweek import load_week, relations

Row = dict[str, Any]

NAMES = st.one_of(
    st.sampled_from(
        ["", " ", "Xi", "Xi Jinping", "Minister", "King", "II", "the", "-", "'s", "’", "10²", "①",
         "aides", "United States", "Biden's", "A. B.", "Mr.", "\ud83d", "İ", "ǅ", "ß", "\x00a",
         "de la", "x" * 5000, "Al " * 400, "Pope Francis XVI", "0", "nan", "\u202e\u200b"]
    ),
    st.text(max_size=30),
)  # fmt: skip
DAYS = st.one_of(
    st.none(),
    st.sampled_from([date.min, date.max, date(2023, 6, 19), date(2023, 6, 20), date(1900, 1, 1)]),
    st.dates(date(2023, 6, 1), date(2023, 7, 1)),
)
MOMENTS = st.one_of(
    st.sampled_from([datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59), datetime(1970, 1, 1)]),
    st.datetimes(datetime(2023, 6, 1), datetime(2023, 7, 1)),
)
PARTIES = st.lists(
    st.tuples(
        NAMES,
        st.one_of(st.none(), NAMES),
        st.sampled_from(["person", "org", "country", "group", "body"]),
    ),
    max_size=5,
)
MENTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "parties": PARTIES,
            "start": DAYS,
            "end": DAYS,
            "precision": st.sampled_from(["minute", "day", "week", "month", "year", "unknown"]),
            "said": MOMENTS,
            "status": st.sampled_from(
                ["possible", "likely", "scheduled", "under_way", "held", "postponed", "cancelled",
                 "denied"]
            ),
            "format": st.sampled_from(["in_person", "call", "video", "mixed"]),
            "place": st.one_of(st.none(), NAMES),
            "minutes": st.one_of(st.none(), st.sampled_from([0, -5, 2**31 - 1])),
            "topic": st.one_of(st.none(), NAMES),
            "confidence": st.sampled_from([0.0, 0.5, 1.0, -1.0, 7.0]),
            "article": st.integers(0, 3),
        }
    ),
    max_size=7,
)  # fmt: skip
WORDS = st.lists(
    st.tuples(NAMES, st.one_of(st.none(), NAMES), st.sampled_from(["person", "org", "anonymous"])),
    max_size=4,
)


def odd_relations(mentions: Sequence[Row], quotes: Sequence[tuple[str, str | None, str]]) -> Any:
    """One revision per article, with these mentions and quotes in it. Nobody would write such
    rows; an older extractor, a hand or a damaged page may."""
    made: dict[str, list[Row]] = {relation: [] for relation in RELATIONS}
    for number in range(4):
        said = next((m["said"] for m in mentions if m["article"] == number), datetime(2023, 6, 19))
        made["articles"].append(
            {"article_id": f"a{number}", "url": f"http://127.0.0.1/{number}", "outlet": "",
             "source_kind": "press", "story_id": f"a{number}", "first_seen_at": said,
             "last_fetched_at": said, "looks": 1}
        )  # fmt: skip
        made["revisions"].append(
            {"revision_id": f"r{number}", "article_id": f"a{number}", "body": "",
             "published_at": said, "text_hash": f"h{number}", "page_kind": "article",
             "fetched_at": said, "body_version": "1"}
        )  # fmt: skip
        made["extractions"].append(
            {"revision_id": f"r{number}", "article_id": f"a{number}", "extractor_version": "1",
             "quotes": 0, "mentions": 0, "extracted_at": said}
        )  # fmt: skip
    for number, m in enumerate(mentions):
        common = {"mention_id": f"m{number}", "revision_id": f"r{m['article']}"}
        made["meeting_mentions"].append(
            {**common, "article_id": f"a{m['article']}", "position": number,
             "status": m["status"], "format": m["format"], "start_day": m["start"],
             "end_day": m["end"], "time_precision": m["precision"], "place": m["place"],
             "duration_minutes": m["minutes"], "topic": m["topic"], "trigger_start": 0,
             "trigger_end": 0, "trigger_text": "", "confidence": m["confidence"],
             "extractor_version": "1"}
        )  # fmt: skip
        made["mention_participants"].extend(
            {**common, "position": i, "name": name, "role": role, "type": type_,
             "resolution": "named"}
            for i, (name, role, type_) in enumerate(m["parties"])
        )  # fmt: skip
    made["quotes"].extend(
        {"quote_id": f"q{i}", "revision_id": f"r{i % 4}", "article_id": f"a{i % 4}",
         "position": i, "type": "direct", "cue_kind": "speech", "content": text,
         "speaker_name": name, "speaker_kind": kind, "speaker_role": name, "confidence": 0.5,
         "extractor_version": "1", "candidates": []}
        for i, (text, name, kind) in enumerate(quotes)
    )  # fmt: skip
    return {relation: records for relation, records in made.items() if records}


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MENTIONS, WORDS, st.integers(1, 3))
def test_odd_rows_are_resolved(mentions: list[Row], quotes: list[Any], limit: int) -> None:
    with warehouse() as into:
        load = into._load()
        for relation, records in odd_relations(mentions, quotes).items():
            load.stage(relation, records)
        load.merge(RELATIONS)  # the checks would refuse some of these; the resolver must not
        # Two rounds, so that new rows also meet those that are in.
        for _ in range(30):
            if not resolve_into(into._load(), "run", limit * 3).more:
                break
        assert pending_items(into._load(), 100) == ([], False)
        linked = into.rows("SELECT mention_id FROM meeting_links WHERE kind = 'linked'")
        assert {r["mention_id"] for r in linked} == {f"m{n}" for n in range(len(mentions))}


def test_mentions_without_parties_are_proposed_for_nothing() -> None:
    nobody = [
        Reading(f"m{n}", f"a{n}", f"r{n}", f"a{n}", datetime(2023, 6, 19), frozenset())
        for n in range(3)
    ]
    assert propose([(r.mention_id, r) for r in nobody], [(r.mention_id, [r]) for r in nobody]) == {}


def test_what_cannot_be_resolved_is_set_aside_and_the_rest_goes_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.watches.write_text((ROOT / "seeds" / "watches.yaml").read_text())
    week = load_week()
    mentions = sorted(m["id"] for s in week if s.revision == 1 for m in s.mentions)
    bad = set(mentions[3::9])
    assert len(bad) >= 3
    with loading(settings, "test") as load:
        for story in week:
            for relation, records in relations(story).items():
                load.stage(relation, records)
        load.merge(RELATIONS)
    real = resolving_meetings.reading_of

    def breaks(row: Row, places: Any) -> Reading:
        if row["mention_id"] in bad:
            raise ZeroDivisionError(f"division by zero at {row['mention_id']}")
        return real(row, places)

    monkeypatch.setattr(resolving_meetings, "reading_of", breaks)
    counts = resolve_meetings(settings)
    assert counts["set_aside"] == len(bad)
    with open_snapshot(settings) as snapshot:
        told = run_report(snapshot, "problems", Filters(limit=1000)).rows
        ours = [r for r in told if r["kind"] == "set aside"]
        assert len(ours) == len(bad)
        assert all("division by zero" in r["reason"] and r["article_id"] for r in ours)
        linked = snapshot.connection.execute(
            "SELECT mention_id FROM meeting_links WHERE kind = 'linked'"
        ).fetchall()
    assert bad.isdisjoint({m for (m,) in linked})
    assert {m for (m,) in linked} >= set(mentions) - bad
    again = resolve_meetings(settings)
    assert (again["mentions"], again["set_aside"]) == (0, 0)

    # Mended, and with a new version, nothing is lost.
    monkeypatch.setattr(resolving_meetings, "reading_of", real)
    monkeypatch.setattr(resolving, "resolver_version", lambda: "mended")
    monkeypatch.setattr("readout.steps.resolving_people.resolver_version", lambda: "mended")
    monkeypatch.setattr("readout.steps.resolved_rows.resolver_version", lambda: "mended")
    monkeypatch.setattr("readout.steps.resolving_quotes.resolver_version", lambda: "mended")
    assert resolve_meetings(settings)["mentions"] >= len(bad)


def test_what_is_no_rows_fault_sets_nothing_aside() -> None:
    def full(items: Sequence[Item]) -> Any:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        sift([Item("mention", "m1")], full)
