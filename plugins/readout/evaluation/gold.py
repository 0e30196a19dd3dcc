"""Gold answers: what a careful reader finds in a text.

Spans are `[start, end)` in characters of `GoldItem.text`, days are ISO dates. A field
that offers choices (`also`, `place_alts`, `status_alts`) lists other answers that a fair
reader would accept. `optional` records are borderline: a prediction that hits one is
neither right nor wrong, and missing one costs nothing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from readout.model import (
    Format,
    ParticipantType,
    Precision,
    QuoteType,
    Span,
    SpeakerKind,
    Status,
)


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """One speech act. `speaker_name` None: it can't be known, or the source is anonymous
    (then `speaker_desc` is its description)."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speaker_name: str | None
    speaker_kind: SpeakerKind
    type: QuoteType
    type_alts: tuple[QuoteType, ...] = ()
    via: str | None = None
    via_optional: bool = False
    addressee: str | None = None
    speaker_desc: str | None = None
    also: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldParticipant:
    name: str
    type: ParticipantType = "person"
    optional: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldMeeting:
    """One occasion. `start` None: no time is stated. `time_optional` and
    `place_optional`: disputable, so not scored."""

    participants: tuple[GoldParticipant, ...]
    status: Status
    trigger: tuple[Span, ...]
    status_alts: tuple[Status, ...] = ()
    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    time_optional: bool = False
    place: str | None = None
    place_alts: tuple[str, ...] = ()
    place_optional: bool = False
    format: Format | None = None
    duration_minutes: int | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldItem:
    """A text with its answers. `judges` says which of the two a corpus answers for:
    predicted meetings on an item that judges quotes only count for nothing."""

    id: str
    phenomenon: str
    text: str
    published: date | None = None
    quotes: tuple[GoldQuote, ...] = ()
    meetings: tuple[GoldMeeting, ...] = ()
    judges: frozenset[str] = frozenset({"quotes", "meetings"})


def as_row(item: GoldItem) -> dict[str, Any]:
    """A plain JSON object, keys in a fixed order, days as ISO strings."""

    def plain(value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, frozenset):
            return sorted(value)
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(v) for v in value]
        return value

    row: dict[str, Any] = plain(asdict(item))
    return {k: v for k, v in row.items() if v is not None and v != []}
