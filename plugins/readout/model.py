"""The values that the rooms of the house hand to each other.

Frozen dataclasses, nothing else. Times are timezone-aware UTC datetimes, days are
`date`s. A `Span` is `[start, end)` in characters of the stored article text, so that
`text[start:end]` is always the words meant. Terms: content/cue/source as in PARC and
PolNeAR, event mention as in ACE; see docs/glossary.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal

Span = tuple[int, int]
Row = Mapping[str, Any]
"""A row that a statement gives, or one on its way between formats: column → value. A row that is
written to a table has a type of its own: storage/rows.py."""

QuoteType = Literal["direct", "mixed", "indirect"]
SpeakerKind = Literal["person", "org", "group", "anonymous", "unknown"]
CueKind = Literal["speech", "attitude"]
ParticipantType = Literal["person", "org", "country", "group"]
Status = Literal[
    "possible",
    "likely",
    "scheduled",
    "under_way",
    "held",
    "postponed",
    "cancelled",
    "denied",
]
# What a mention says became of a meeting that had been planned.
ChangeKind = Literal["moved", "postponed", "cancelled"]
Format = Literal["in_person", "call", "video", "mixed"]
Precision = Literal["minute", "day", "week", "month", "year", "unknown"]
Basis = Literal["explicit", "relative", "inferred"]


@dataclass(frozen=True, slots=True)
class Article:
    """What an extractor reads: one revision of one article.

    `published` is the day (or the moment) that relative times count from; None when
    unknown, and then no relative time is resolved.
    """

    id: str
    text: str
    published: datetime | date | None = None
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """One speech act of one speaker: who said what, and where it stands.

    `content`, `cue` and `source` are spans (a split quote has two content spans).
    `speaker_name` is the resolved full name, None when it can't be known; then
    `candidates` may hold the names between which the extractor refused to choose, and
    `speaker_desc` the description of an anonymous source. `speaker_sex` is `m` or `f` where the
    article tells it of a person by title, kinship, pronoun or a first name of one sex only.
    `via` is who relayed it. `why` says which rules made the quote: `speech`, `speaker`, `via`.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker_name: str | None = None
    speaker_kind: SpeakerKind = "unknown"
    type: QuoteType = "indirect"
    via: str | None = None
    addressee: str | None = None
    confidence: float = 0.5
    cue_kind: CueKind = "speech"
    speaker_role: str | None = None
    speaker_desc: str | None = None
    candidates: tuple[str, ...] = ()
    speaker_sex: Literal["m", "f"] | None = None
    why: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Participant:
    """One party of a meeting. `resolution` says how the name was found:
    `named` (it stands in the evidence), `surname`, `pronoun`, `description`, `group`."""

    name: str
    role: str | None = None
    type: ParticipantType = "person"
    span: Span | None = None
    on_behalf_of: str | None = None
    resolution: str = "named"


@dataclass(frozen=True, slots=True)
class When:
    """A time as interval `[start, end]` of days, its precision and what it rests on.

    With precision `minute` also the hour of `start`, `at`, by the clock of the place, and where
    that clock is known its `offset` in minutes east of UTC.
    """

    start: date | None
    end: date | None
    precision: Precision = "day"
    basis: Basis = "explicit"
    span: Span | None = None
    at: time | None = None
    offset: int | None = None
    zone: str = ""
    """What the text calls the clock's zone ("ET", "local time")."""


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class MeetingMention:
    """What one article says of one meeting (ACE: event mention, folded per article).

    `change` is set where the text tells of a change of plan; `planned` is the day that had
    been set before it, where the text says so. `time` is the day that holds now: of a meeting
    that was called off or put off without a new day, the day that had been set. `why` says
    which rules made it: `occasion`, `status`, `time`, `place`, `parties`, `told`. `told_at`:
    every word that the trained reader took for this occasion. `replaced`: names of those who were
    to come and for whom others come.
    """

    participants: tuple[Participant, ...]
    status: Status
    evidence: tuple[Span, ...]
    trigger: Span
    time: When | None = None
    place: Place | None = None
    format: Format = "in_person"
    duration_minutes: int | None = None
    topic: str | None = None
    confidence: float = 0.5
    status_cues: tuple[Span, ...] = ()
    change: ChangeKind | None = None
    planned: When | None = None
    why: dict[str, str] = field(default_factory=dict)
    told_at: tuple[Span, ...] = ()
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article yielded. `problem` says why nothing could be read (language, no
    text, too long) or which sentence had to be left out; it is not an error."""

    article_id: str
    quotes: tuple[Quote, ...] = ()
    meetings: tuple[MeetingMention, ...] = ()
    language: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed. `key` identifies it within its feed: guid, else canonical
    link, else a hash of title and date; made distinct when a feed repeats a guid."""

    key: str
    guid: str | None
    link: str | None
    title: str | None
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A parsed feed. `problem` is None or says in words what is wrong with it; a feed
    with a problem may still have entries."""

    format: str
    title: str | None
    link: str | None
    entries: tuple[Entry, ...]
    language: str | None = None
    ttl_minutes: int | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a page and what is known of it. `page_kind` is `article`, or why it is
    none: `paywall`, `consent`, `error`, `listing`, `empty`. `why` names the source that
    won for each field, e.g. {"published": "json-ld"}."""

    text: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    url: str | None = None
    page_kind: str = "article"
    why: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChannelMessage:
    """A message to a channel (readout.delivery.channels); `data` is what a webhook gets besides
    id, title and text."""

    ident: str
    title: str
    text: str
    data: Mapping[str, Any]
