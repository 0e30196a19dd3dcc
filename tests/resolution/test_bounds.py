"""Bad input and long chains: nothing grows without end, nothing is lost."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from readout.config import Settings
from readout.names.reading import read_name
from readout.resolution.likeness import gap_days, sign_of
from readout.resolution.meetings import group_meetings
from readout.resolution.readings import Reading, sensible_days
from readout.resolution.successions import MOST_MOVES
from readout.resolution.utterances import telling_words
from readout.steps.resolving import resolve_meetings

JUNE = date(2023, 6, 1)


def reading(
    number: int,
    parties: tuple[str, ...] = ("person-a", "person-b"),
    day: date | None = JUNE,
    *,
    until: date | None = None,
    article: str | None = None,
    status: str = "held",
    said: datetime = datetime(2023, 6, 1, 12),
    format_: str = "in_person",
) -> Reading:
    article = article or f"article{number}"
    return Reading(
        mention_id=f"m{number:05}",
        article_id=article,
        revision_id=article,
        story=article,
        published=said,
        parties=frozenset(parties),
        start=day,
        end=until or day,
        precision="day" if day else "unknown",
        status=status,  # type: ignore[arg-type]
        format=format_,  # type: ignore[arg-type]
    )


def test_a_meeting_a_day_for_three_months_is_no_single_meeting() -> None:
    every = [
        reading(100 * n + k, day=JUNE + timedelta(days=n)) for n in range(90) for k in range(3)
    ]
    meetings = group_meetings(every)
    assert len(meetings) >= 30
    for meeting in meetings:
        days = [r.start for r in meeting.readings if r.start]
        assert max(days) - min(days) <= timedelta(days=2)


def test_parties_do_not_chain_from_a_to_z() -> None:
    names = [f"person-{n:03}" for n in range(60)]
    every = [reading(n, tuple(names[n : n + 3])) for n in range(58)]
    for meeting in group_meetings(every):
        present = frozenset().union(*(r.parties for r in meeting.readings))
        assert len(present) <= 5


def test_postponed_again_and_again_ends() -> None:
    every = []
    for n in range(40):
        day = JUNE + timedelta(days=10 * n)
        said = datetime.combine(day, datetime.min.time())
        every.append(reading(2 * n, day=day, status="scheduled", said=said - timedelta(days=5)))
        every.append(reading(2 * n + 1, day=day, status="postponed", said=said))
    meetings = group_meetings(every)
    assert max(len(m.phases) for m in meetings) == MOST_MOVES + 1
    assert sum(len(m.readings) for m in meetings) == len(every)


def test_ten_thousand_mentions_of_one_pair_take_seconds() -> None:
    chance = random.Random(3)
    every = [
        reading(
            n,
            day=None if chance.random() < 0.2 else JUNE + timedelta(days=chance.randrange(700)),
            said=datetime(2023, 6, 1) + timedelta(hours=chance.randrange(17_000)),
        )
        for n in range(10_000)
    ]
    start = time.process_time()
    meetings = group_meetings(every)
    assert time.process_time() - start < 15
    assert sum(len(m.readings) for m in meetings) == 10_000


def test_dates_that_no_news_means_are_none() -> None:
    assert sensible_days(date(9999, 12, 31), date(9999, 12, 31)) == (None, None)
    assert sensible_days(date(2023, 6, 2), date(2023, 6, 1)) == (None, None)
    assert sensible_days(date(2023, 6, 2), None) == (date(2023, 6, 2), date(2023, 6, 2))


_READINGS = st.lists(
    st.builds(
        lambda parties, day, length, article, status, hour, format_: (
            parties, day, length, article, status, hour, format_,
        ),
        st.sets(st.sampled_from(["person-a", "person-b", "person-c", "body-n"]), min_size=1, max_size=4),
        st.one_of(st.none(), st.integers(0, 12)),
        st.integers(0, 2),
        st.integers(0, 6),
        st.sampled_from(["held", "scheduled", "possible", "postponed", "denied"]),
        st.integers(0, 200),
        st.sampled_from(["in_person", "call"]),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(_READINGS, st.randoms(use_true_random=False))
def test_any_readings_in_any_order(made: list[tuple], chance: random.Random) -> None:  # type: ignore[type-arg]
    every = []
    for n, (parties, day, length, article, status, hour, format_) in enumerate(made):
        start = JUNE + timedelta(days=day) if day is not None else None
        every.append(
            reading(
                n,
                tuple(parties),
                start,
                until=start + timedelta(days=length) if start else None,
                article=f"a{article}",
                status=status,
                said=datetime(2023, 6, 1) + timedelta(hours=hour),
                format_=format_,
            )
        )
    meetings = group_meetings(every)
    assert sorted(r.mention_id for m in meetings for r in m.readings) == [
        r.mention_id for r in every
    ]
    shuffled = list(every)
    chance.shuffle(shuffled)
    assert [(m.meeting_id, m.phases) for m in group_meetings(shuffled)] == [
        (m.meeting_id, m.phases) for m in meetings
    ]
    for meeting in meetings:
        for phase in meeting.phases:
            _is_one_occasion(phase)


def _is_one_occasion(phase: list[Reading]) -> None:
    signs = [sign_of(r) for r in phase]
    gaps = [g for a in signs for b in signs if (g := gap_days(a, b)) is not None]
    # Everything lies within a day of the anchor, so within two of each other and the anchor's
    # own length.
    lengths = [(r.end - r.start).days for r in phase if r.start and r.end]
    assert max(gaps, default=0) <= 2 + max(lengths, default=0)
    by_article = defaultdict(set)
    for r, s in zip(phase, signs, strict=True):
        by_article[r.revision_id].add((s.parties, s.format))
    # What an article keeps apart stays apart.
    assert all(len(kinds) == 1 for kinds in by_article.values())


def test_a_resolution_leaves_no_names_and_texts_behind(tmp_path: Path) -> None:
    made = Settings(home=tmp_path / "home", feeds=tmp_path / "f.opml", watches=tmp_path / "w.yaml")
    read_name("Ada Brun")
    telling_words("We shall rebuild the harbour.")
    sign_of(reading(1))
    resolve_meetings(made)
    held = [kept.cache_info().currsize for kept in (read_name, telling_words, sign_of)]
    assert held == [0, 0, 0]
