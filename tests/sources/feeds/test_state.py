"""The polling state machine, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.errors import HardError, ReadoutError, SoftError, TemporaryError
from readout.sources.feeds.state import (
    ASK_BY_DATE_EVERY,
    MOST_WISHED,
    MOVE_POLLS,
    Bounds,
    FeedState,
    Outcome,
    Seen,
    after_poll,
    conditions,
    next_interval,
)

NOW = datetime(2026, 3, 1, 12, 0)
FEED = FeedState("f1", "https://news.example/feed", interval_seconds=900, health="ok")
KINDS: dict[str, type[ReadoutError]] = {
    "temporary": TemporaryError,
    "soft": SoftError,
    "hard": HardError,
}


def failed(kind: str, **more: Any) -> Seen:
    return Seen(kind, problem=KINDS[kind]("It failed", why="of this"), **more)  # type: ignore[arg-type]


def pause(state: FeedState) -> float:
    assert state.next_poll_at
    return (state.next_poll_at - NOW).total_seconds()


@pytest.mark.parametrize(
    "outcome, before, sent, after",
    [
        # an answer in full replaces the validators, also by none
        ("new", ("e1", "m1"), ("e2", "m2"), ("e2", "m2")),
        ("new", ("e1", "m1"), (None, None), (None, None)),
        ("unchanged", ("e1", "m1"), ("e2", None), ("e2", None)),
        # a 304 may repeat them, change them or leave them out
        ("not_modified", ("e1", "m1"), (None, None), ("e1", "m1")),
        ("not_modified", ("e1", "m1"), ("e2", None), ("e2", "m1")),
    ],
)
def test_validators(
    outcome: Outcome,
    before: tuple[str, str],
    sent: tuple[str | None, str | None],
    after: tuple[str | None, str | None],
) -> None:
    feed = replace(FEED, etag=before[0], last_modified=before[1])
    state = after_poll(feed, Seen(outcome, etag=sent[0], last_modified=sent[1]), NOW)
    assert (state.etag, state.last_modified) == after
    assert (state.health, state.failures) == ("ok", 0)


def test_a_failure_keeps_validators_and_hash() -> None:
    feed = replace(FEED, etag="e1", last_modified="m1", content_hash="h1")
    state = after_poll(feed, failed("temporary"), NOW)
    assert (state.etag, state.last_modified, state.content_hash) == ("e1", "m1", "h1")


def test_a_stuck_etag_is_left_out_now_and_then() -> None:
    feed = replace(FEED, etag="stuck", last_modified="m1")
    asked = []
    for _ in range(3 * ASK_BY_DATE_EVERY):
        asked.append(conditions(feed))
        feed = after_poll(feed, Seen("not_modified"), NOW)
    assert asked.count((None, "m1")) == 3
    # Without a Last-Modified the date is when we got what we have; never no condition at all.
    quiet = replace(feed, last_modified=None, quiet_polls=ASK_BY_DATE_EVERY - 1)
    assert conditions(quiet) == ("stuck", None)
    assert conditions(replace(quiet, last_new_at=NOW)) == (None, "Sun, 01 Mar 2026 12:00:00 GMT")


@pytest.mark.parametrize(
    "kind, failures, hours, health",
    [
        ("temporary", 1, 1 / 12, "ailing"),
        ("temporary", 3, 1 / 3, "ailing"),
        ("temporary", 8, 4, "down"),
        ("soft", 1, 0.5, "ailing"),
        ("soft", 4, 4, "ailing"),
        ("soft", 5, 8, "down"),
        ("soft", 9, 24, "down"),
        ("hard", 1, 6, "ailing"),
        ("hard", 2, 12, "down"),
        ("hard", 9, 168, "down"),
    ],
)
def test_back_off(kind: str, failures: int, hours: float, health: str) -> None:
    feed = replace(FEED, failures=failures - 1)
    state = after_poll(feed, failed(kind), NOW)
    assert state.failures == failures
    assert state.health == health
    assert pause(state) == pytest.approx(hours * 3600, rel=0.06)
    assert state.reason
    assert "It failed: of this" in state.reason


def test_one_success_heals() -> None:
    state = after_poll(replace(FEED, failures=7, health="down", reason="x"), Seen("new"), NOW)
    assert (state.failures, state.health, state.reason) == (0, "ok", None)
    assert state.last_success_at == state.last_new_at == NOW


def test_gone_retires() -> None:
    state = after_poll(FEED, failed("hard", status=410), NOW)
    assert state.health == "retired"
    assert state.reason
    assert "not polled any more" in state.reason


def test_a_host_that_wants_rest_teaches_nothing_about_the_feed() -> None:
    rest = NOW + timedelta(hours=3)
    seen = failed("temporary", asked=False, retry_at=rest)
    state = after_poll(replace(FEED, failures=2, health="ailing", reason="before"), seen, NOW)
    assert (state.failures, state.health, state.reason) == (2, "ailing", "before")
    assert state.next_poll_at == rest


def test_an_address_that_must_not_be_asked_is_a_failure() -> None:
    state = after_poll(FEED, failed("hard", asked=False), NOW)
    assert (state.failures, state.health) == (1, "ailing")
    # A setting mends it: whoever has set it doesn't wait for hours.
    assert state.next_poll_at is not None
    assert state.next_poll_at - NOW < timedelta(minutes=10)


@pytest.mark.parametrize("kind", KINDS)
def test_retry_after_is_never_undercut(kind: str) -> None:
    later = NOW + timedelta(days=30)
    assert after_poll(FEED, failed(kind, retry_at=later), NOW).next_poll_at == later


def test_a_permanent_redirect_moves_the_feed_when_it_has_held() -> None:
    target = "https://new.example/feed"
    feed = FEED
    for poll in range(1, MOVE_POLLS):
        feed = after_poll(feed, Seen("not_modified", moved_to=target), NOW)
        assert (feed.url, feed.moved_to, feed.moved_polls) == (FEED.url, target, poll)
    feed = after_poll(feed, Seen("new", moved_to=target), NOW)
    assert (feed.url, feed.moved_to, feed.moved_polls) == (target, None, 0)


@pytest.mark.parametrize("between", [Seen("new"), Seen("new", moved_to="https://other.example/")])
def test_a_redirect_that_wavers_starts_again(between: Seen) -> None:
    target = "https://new.example/feed"
    feed = after_poll(FEED, Seen("new", moved_to=target), NOW)
    feed = after_poll(feed, between, NOW)
    feed = after_poll(feed, Seen("new", moved_to=target), NOW)
    assert (feed.url, feed.moved_polls) == (FEED.url, 1)


def dates(*hours: float) -> tuple[datetime, ...]:
    return tuple(NOW - timedelta(hours=h) for h in hours)


@pytest.mark.parametrize(
    "published, fresh, before, wish, minutes",
    [
        # an entry an hour, the last one just now: towards half an hour
        (dates(0, 1, 2, 3), True, 1800, 0, (29, 31)),
        (dates(0, 1, 2, 3), True, 900, 0, (22, 23)),
        # an entry a minute: never below the bound
        (dates(0, 1 / 60, 2 / 60), True, 300, 0, (5, 5)),
        # silent for four days: an eighth of the silence, halfway
        (dates(40, 41, 42), False, 900, 0, (155, 160)),
        # silent for a year: never above the bound
        (dates(9000, 9001, 9002), False, 900, 0, (180, 190)),
        (dates(9000, 9001, 9002), False, 21_600, 0, (360, 360)),
        # no dates: shorter after news, longer after none
        ((), True, 3000, 0, (40, 40)),
        ((), False, 3600, 0, (60, 80)),
        # what the server asks for, up to a bound
        (dates(0, 1, 2, 3), True, 900, 3600, (60, 60)),
        (dates(0, 1, 2, 3), True, 900, 31_536_000, (MOST_WISHED / 60, MOST_WISHED / 60)),
        # dates in the future don't count
        (dates(-9000, -9001, -9002), False, 900, 0, (15, 23)),
    ],
)
def test_interval(
    published: tuple[datetime, ...],
    fresh: bool,
    before: int,
    wish: int,
    minutes: tuple[float, float],
) -> None:
    feed = replace(FEED, interval_seconds=before)
    found = next_interval(feed, published, NOW, fresh=fresh, wish=wish) / 60
    assert minutes[0] <= round(found, 1) <= minutes[1]


def test_the_bounds_are_the_users() -> None:
    quick = Bounds(shortest=300, longest=60)
    state = after_poll(FEED, Seen("new", wish_seconds=3600), NOW, quick)
    assert state.interval_seconds == 60


SEEN = st.builds(
    Seen,
    outcome=st.sampled_from(["new", "unchanged", "not_modified"]),
    published=st.lists(st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)), max_size=6).map(
        tuple
    ),
    wish_seconds=st.integers(0, 10**9),
) | st.builds(failed, st.sampled_from(list(KINDS)), status=st.sampled_from([None, 404, 410, 500]))


@given(st.lists(SEEN, max_size=40))
def test_whatever_comes_the_next_poll_is_within_bounds(polls: list[Seen]) -> None:
    feed = FEED
    for seen in polls:
        feed = after_poll(feed, seen, NOW)
        assert Bounds().shortest <= feed.interval_seconds <= Bounds().longest
        assert 0.9 * Bounds().shortest <= pause(feed) <= 8 * 86400
        assert (feed.failures > 0) == (feed.health in ("ailing", "down", "retired"))
