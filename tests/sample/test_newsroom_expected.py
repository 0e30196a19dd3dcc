"""The real extraction over the newsroom, against expected.yaml.

The floors (tests/sample/expected_floors.json) are shares of what a careful reader finds; they
leave room for what is known to be missed, and rise with the extraction.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from readout.evaluation.names import same_party, same_place, words
from readout.extraction import extract
from readout.model import Article, Extraction, MeetingMention
from readout.sample.stories import NEWSROOM, Story, load_stories

STORIES = load_stories()
EXPECTED: dict[str, Any] = yaml.safe_load((NEWSROOM / "expected.yaml").read_text(encoding="utf-8"))
FLOORS: dict[str, float] = json.loads(
    (Path(__file__).parent / "expected_floors.json").read_text(encoding="utf-8")
)

Verdict = tuple[str, bool, str]  # figure, right, what was asked and found


def _text(story: Story) -> str:
    """The body as the fetcher would store it: a line for each block, cells of a row joined."""
    return "\n".join(" | ".join(b.cells) if b.cells else b.text for b in story.blocks)


@pytest.fixture(scope="module")
def found() -> dict[str, Extraction]:
    return {
        story.slug: extract(
            Article(story.slug, _text(story), published=story.published, title=story.title)
        )
        for story in STORIES
    }


def _same(name: str, told: str) -> bool:
    """`name` may offer several fair ones, ` / ` between."""
    return any(
        same_party(fair, told, person=person)
        for fair in name.split(" / ")
        for person in (True, False)
    )


def _about(asked: dict[str, Any], told: MeetingMention) -> bool:
    return all(any(_same(n, p.name) for p in told.participants) for n in asked["participants"])


def _fits(asked: dict[str, Any], told: MeetingMention) -> bool:
    """Everything that expected.yaml says of the meeting is what was told."""
    day = told.time.start if told.time and told.time.start == told.time.end else None
    place = told.place.name if told.place else None
    return (
        asked["status"] == told.status
        and asked.get("day") in (None, day)
        and ("place" not in asked or any(same_place(p, place) for p in asked["place"].split(" / ")))
        and asked.get("format", told.format) == told.format
        and asked.get("duration_minutes", told.duration_minutes) == told.duration_minutes
    )


def _shown(told: MeetingMention) -> str:
    day = told.time.start if told.time else None
    place = told.place.name if told.place else None
    return f"{[p.name for p in told.participants]} {told.status} {day} {place} {told.format}"


def _meetings(slug: str, told: Extraction) -> Iterator[Verdict]:
    for asked in EXPECTED[slug]["meetings"]:
        near = [m for m in told.meetings if _about(asked, m)]
        shown = f"{slug}: {asked} <- {[_shown(m) for m in near or told.meetings]}"
        yield "meetings_found", bool(near), shown
        yield "meetings_right", any(_fits(asked, m) for m in near), shown


def _quotes(slug: str, text: str, told: Extraction) -> Iterator[Verdict]:
    for asked in EXPECTED[slug]["quotes"]:
        wanted = " ".join(words(asked["words"]))
        near = [
            q
            for q in told.quotes
            if wanted in " ".join(words(" ".join(text[s:e] for s, e in q.content)))
        ]
        shown = f"{slug}: {asked} <- {[q.speaker_name for q in near]}"
        yield "quotes_found", bool(near), shown
        if near:
            name = asked["speaker"]
            right = any(
                q.speaker_name is None if name is None else _same(name, q.speaker_name or "")
                for q in near
            )
            yield "speakers_right", right, shown


def test_what_a_careful_reader_finds_is_found(found: dict[str, Extraction]) -> None:
    verdicts = [
        verdict
        for story in STORIES
        for verdict in (
            *_meetings(story.slug, found[story.slug]),
            *_quotes(story.slug, _text(story), found[story.slug]),
        )
    ]
    shares = {}
    for figure in FLOORS:
        of_it = [right for name, right, _ in verdicts if name == figure]
        assert of_it, figure
        shares[figure] = round(sum(of_it) / len(of_it), 3)
    missed = "\n".join(f"{name}: {shown}" for name, right, shown in verdicts if not right)
    print(f"{shares}\n{missed}")
    low = {f: s for f, s in shares.items() if s < FLOORS[f]}
    assert low == {}, f"{shares}, floors {FLOORS}\n{missed}"


def test_a_sports_page_tells_no_meeting(found: dict[str, Extraction]) -> None:
    assert found["harriers-share-spoils-at-highmoor"].meetings == ()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_every_span_lies_in_its_text(found: dict[str, Extraction], story: Story) -> None:
    text, told = _text(story), found[story.slug]
    spans = [s for q in told.quotes for s in (*q.content, *q.cue, *q.source)]
    spans += [s for m in told.meetings for s in (*m.evidence, m.trigger)]
    spans += [p.span for m in told.meetings for p in m.participants if p.span]
    assert all(0 <= start < end <= len(text) for start, end in spans)
