"""Entry identity: guid, else link, else a hash; duplicates apart; retitled is not new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from readout.model import Entry
from readout.sources.feeds.entrykeys import distinct_keys, entry_key, match_known

DAY = datetime(2026, 3, 1, tzinfo=UTC)


def entry(
    guid: str | None, link: str | None, title: str = "t", day: datetime | None = DAY
) -> Entry:
    return Entry(entry_key(guid, link, title, day, None), guid, link, title, day)


def keys(*entries: Entry) -> list[str]:
    return [e.key for e in distinct_keys(entries)]


def known(entries: list[Entry]) -> dict[str, str | None]:
    return {e.key: e.link for e in entries}


@pytest.mark.parametrize(
    "one, other, same",
    [
        (entry("g", "https://a.example/1"), entry("g", "https://a.example/1", "new title"), True),
        (entry("g", "https://a.example/old"), entry("g", "https://a.example/new-slug"), True),
        (entry("g", None), entry("h", None), False),
        (
            entry(None, "https://a.example/1?utm_source=rss"),
            entry(None, "https://a.example/1"),
            True,
        ),
        (entry(None, "https://a.example/1", "x"), entry(None, "https://a.example/1", "y"), True),
        (entry(None, "https://a.example/1"), entry(None, "https://a.example/2"), False),
        (entry(None, None, "x"), entry(None, None, "y"), True),  # the date says that it is one
        (entry(None, None, "x", None), entry(None, None, "y", None), False),
    ],
)
def test_key(one: Entry, other: Entry, same: bool) -> None:
    assert (one.key == other.key) is same


def test_a_key_by_date_does_not_ask_for_the_zone() -> None:
    there = datetime(2023, 6, 19, 21, 30, tzinfo=timezone(timedelta(hours=-4)))
    other = entry(None, None, "x", there.astimezone(UTC))
    assert entry(None, None, "x", there).key == other.key


def test_shared_guids_are_kept_apart() -> None:
    found = keys(*(entry("same", f"https://a.example/{n}") for n in range(10)))
    assert len(set(found)) == 10


def test_true_repetitions_are_kept_apart_too() -> None:
    found = keys(*[entry("same", "https://a.example/1")] * 3)
    assert len(set(found)) == 3


def poll(before: dict[str, str | None], *entries: Entry) -> list[Entry]:
    return match_known(distinct_keys(entries), before)


def test_a_guid_that_comes_to_be_shared_keeps_its_entry() -> None:
    a, b = entry("g", "https://a.example/a"), entry("g", "https://a.example/b")
    first = poll({}, a)
    second = poll(known(first), b, a)
    assert second[1].key == first[0].key
    assert second[0].key != first[0].key


def test_a_guid_that_was_shared_and_is_not_any_more() -> None:
    a, b = entry("g", "https://a.example/a"), entry("g", "https://a.example/b")
    first = poll({}, b, a)
    second = poll(known(first), b)
    assert second[0].key == first[0].key


def test_a_new_guid_for_a_known_link_is_the_known_entry() -> None:
    first = poll({}, entry("churn-1", "https://a.example/a"))
    second = poll(known(first), entry("churn-2", "https://a.example/a"))
    assert second[0].key == first[0].key


def test_a_known_guid_with_a_new_link_is_the_known_entry() -> None:
    first = poll({}, entry("g", "https://a.example/old"))
    second = poll(known(first), entry("g", "https://a.example/new"))
    assert second[0].key == first[0].key


def test_a_window_that_slides_over_shared_guids_makes_each_entry_once() -> None:
    stories = [entry(f"pair-{n // 2}", f"https://a.example/{n}") for n in range(30)]
    before: dict[str, str | None] = {}
    seen: dict[str, str | None] = {}
    for end in range(5, 30):
        shown = poll(before, *reversed(stories[end - 5 : end]))
        before = known(shown)
        for one in shown:
            assert seen.setdefault(one.key, one.link) == one.link
    assert sorted(v for v in seen.values() if v) == sorted({s.link for s in stories[:29] if s.link})
