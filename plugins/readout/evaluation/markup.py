"""Reads gold written by hand: the text once, with marks around the words that matter.

::

    ## split_by_cue                      a phenomenon; the items below belong to it
    @ 2024-03-13                         publication day of this item (else the file's default)
    {c “A,”} {s Kovar} {q said}, {c “b.”} {c2 “C.”}
    q: Anna Kovar | to=reporters         speaker of quote 1
    q: Anna Kovar                        speaker of quote 2

Items are parted by empty lines; every text line of an item is a paragraph; `//` opens a
comment. In the text `{c …}` is content, `{q …}` cue, `{s …}` source of a quote and `{t …}`
trigger of a meeting; the number after the letter (none: 1) says of which. Marks nest.

Quote line: `q: NAME (kind) | field=value …`, kind `person` unless said, `?` for a name that
can't be known. Fields: `via`, `via~` (fair but not asked for), `to`, `desc`, `also`,
`type`, `optional`. The type follows from the quotation marks unless given.

Meeting line: `m: A + B (org) + C? | status | when | field …`: participants joined by ` + `,
each with its type unless it is a person, `?` behind an optional one, `A=B` for two fair
names. Status may be `held/under_way` (first is gold, the rest accepted). When:
`2024-03-12`, `2024-03-04..2024-03-10`, `… week`, `2024-02 month`, `2024 year`, `none`, `~`
in front where it is disputable. Fields: `at=PLACE / other fair name` (`at~=` disputable),
`format=call`, `minutes=90`, `optional`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import cast, get_args

from readout.errors import ReadoutError
from readout.evaluation.gold import GoldItem, GoldMeeting, GoldParticipant, GoldQuote
from readout.model import (
    Format,
    ParticipantType,
    Precision,
    QuoteType,
    Span,
    SpeakerKind,
    Status,
)

_MARK = re.compile(r"\{([cqst])(\d*) |\}")
_KIND = re.compile(r"^(.*\S)\s+\((\w+)\)$")
_OPENING = "“\"«‘'"
# A quotation mark is one that can't be an apostrophe: double marks and guillemets always,
# single ones at the start of a word (their closing twin looks like a plural possessive).
_ANY_QUOTATION = re.compile(r"[“”\"«»]|(?<![\w’'])[‘'](?=\w)(?!\d\ds?\b)")
_CLOSED = re.compile(r"[”\"»’'][.,!?]?$|[.,!?…][”\"»’']*$")


class GoldError(ReadoutError):
    """A gold file says something that can't be so."""

    kind = "gold"


@dataclass(slots=True)
class _Marks:
    """Spans by letter and number, in the order of the text."""

    spans: dict[tuple[str, int], list[Span]] = field(default_factory=dict)

    def of(self, letter: str, number: int) -> tuple[Span, ...]:
        return tuple(sorted(self.spans.get((letter, number), ())))

    def highest(self, letter: str) -> int:
        return max((n for k, n in self.spans if k == letter), default=0)


def read_marks(marked: str) -> tuple[str, _Marks]:
    """Take the marks out: plain text, and where each marked span lies in it.

    Raises:
        GoldError: a brace is not closed or closes nothing.
    """
    plain: list[str] = []
    length = 0
    marks = _Marks()
    open_marks: list[tuple[str, int, int]] = []
    last = 0
    for found in _MARK.finditer(marked):
        piece = marked[last : found.start()]
        plain.append(piece)
        length += len(piece)
        last = found.end()
        if found.group() != "}":
            open_marks.append((found[1], int(found[2] or 1), length))
            continue
        if not open_marks:
            raise GoldError("A brace closes nothing", resource=marked[:80])
        letter, number, start = open_marks.pop()
        marks.spans.setdefault((letter, number), []).append((start, length))
    plain.append(marked[last:])
    text = "".join(plain)
    if open_marks or "{" in text:
        raise GoldError("A brace is not closed", resource=marked[:80])
    return text, marks


def read_gold(
    source: str,
    *,
    prefix: str,
    published: date | None = None,
    judges: frozenset[str] = frozenset({"quotes", "meetings"}),
) -> list[GoldItem]:
    """Every item of a gold file, ids `prefix/phenomenon/NN` counted within the phenomenon.

    Args:
        source: the file's content. prefix: names the corpus in the ids.
        published: publication day of items that state none.
        judges: what the corpus answers for: "quotes", "meetings".

    Raises:
        GoldError: marks, fields or numbers don't fit together.
    """
    return [block.item() for block in read_blocks(source, prefix, published, judges)]


@dataclass(frozen=True, slots=True)
class Block:
    """An item as it stands in the file: `lines` hold the marked text and the answers."""

    ident: str
    phenomenon: str
    lines: tuple[str, ...]
    published: date | None
    judges: frozenset[str]

    def item(self) -> GoldItem:
        """The item with its offsets.

        Raises:
            GoldError: marks, fields or numbers don't fit together.
        """
        return _item(self.ident, self.phenomenon, self.lines, self.published, self.judges)


def read_blocks(
    source: str, prefix: str, published: date | None, judges: frozenset[str]
) -> list[Block]:
    """The items of a gold file before their marks are read; see `read_gold`."""
    found: list[Block] = []
    counted: dict[str, int] = {}
    for phenomenon, lines in _blocks(source):
        counted[phenomenon] = counted.get(phenomenon, 0) + 1
        ident = f"{prefix}/{phenomenon}/{counted[phenomenon]:02d}"
        found.append(Block(ident, phenomenon, tuple(lines), published, judges))
    return found


def _blocks(source: str) -> Iterator[tuple[str, list[str]]]:
    phenomenon = "text"
    block: list[str] = []
    for line in [*source.splitlines(), ""]:
        if line.startswith("//"):
            continue
        if line.startswith("## "):
            phenomenon = line[3:].strip()
        elif line.strip():
            block.append(line)
        elif block:
            yield phenomenon, block
            block = []


def _item(
    ident: str,
    phenomenon: str,
    lines: Sequence[str],
    published: date | None,
    judges: frozenset[str],
) -> GoldItem:
    body: list[str] = []
    quote_lines: list[str] = []
    meeting_lines: list[str] = []
    for line in lines:
        if line.startswith("@ "):
            stamp = line[2:].strip()
            published = None if stamp == "none" else date.fromisoformat(stamp)
        elif line.startswith("q: "):
            quote_lines.append(line[3:])
        elif line.startswith("m: "):
            meeting_lines.append(line[3:])
        else:
            body.append(line)
    text, marks = read_marks("\n".join(body))
    if marks.highest("c") != len(quote_lines) or marks.highest("t") != len(meeting_lines):
        raise GoldError(
            "Marks and answers differ in number",
            resource=ident,
            why=f"{marks.highest('c')} quotes and {marks.highest('t')} meetings are marked, "
            f"{len(quote_lines)} and {len(meeting_lines)} are told",
        )
    return GoldItem(
        id=ident,
        phenomenon=phenomenon,
        text=text,
        published=published,
        quotes=tuple(_quote(ident, n, x, text, marks) for n, x in enumerate(quote_lines, 1)),
        meetings=tuple(_meeting(ident, n, x, marks) for n, x in enumerate(meeting_lines, 1)),
        judges=judges,
    )


def _fields(parts: list[str], known: set[str], where: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for part in parts:
        name, _, value = part.strip().partition("=")
        if name not in known:
            raise GoldError("A field is unknown", resource=where, why=part)
        fields.setdefault(name, []).append(value.strip())
    return fields


def quote_type(text: str, content: tuple[Span, ...]) -> QuoteType:
    """Direct when every span stands inside marks, mixed when some mark stands in one."""
    pieces = [text[start:end].strip() for start, end in content]
    first = pieces[0]
    if first[:1] in _OPENING and all(_CLOSED.search(p) for p in pieces):
        inner = first[1:]
        closers = "”" if first[0] == "“" else {"«": "»", "‘": "’"}.get(first[0], first[0])
        # “a” and then b: the mark closes before the span does.
        early = inner.find(closers)
        early_close = early >= 0 and first[0] in '“«"' and len(inner) - early > 2
        if not early_close and all(p[:1] in _OPENING for p in pieces):
            return "direct"
    return "mixed" if any(_ANY_QUOTATION.search(p) for p in pieces) else "indirect"


def _quote(ident: str, number: int, line: str, text: str, marks: _Marks) -> GoldQuote:
    where = f"{ident} q{number}"
    head, *parts = line.split("|")
    known = {"via", "via~", "to", "desc", "also", "type", "optional"}
    fields = _fields(parts, known, where)
    name, kind = head.strip(), "person"
    if found := _KIND.match(name):
        name, kind = found[1], found[2]
    if kind not in get_args(SpeakerKind):
        raise GoldError("A kind is unknown", resource=where, why=kind)
    content = marks.of("c", number)
    if not content:
        raise GoldError("A quote has no content", resource=where)
    told_types = fields.get("type", [quote_type(text, content)])[0].split("/")
    via = fields.get("via", fields.get("via~", [None]))[0]
    return GoldQuote(
        content=content,
        cue=marks.of("q", number),
        source=marks.of("s", number),
        speaker_name=None if name == "?" else name,
        speaker_kind=cast(SpeakerKind, kind),
        type=cast(QuoteType, told_types[0]),
        type_alts=tuple(cast(QuoteType, x) for x in told_types[1:]),
        via=via,
        via_optional="via~" in fields,
        addressee=fields.get("to", [None])[0],
        speaker_desc=fields.get("desc", [None])[0],
        also=tuple(fields.get("also", ())),
        optional="optional" in fields,
    )


def _participant(told: str, where: str) -> GoldParticipant:
    told = told.strip()
    optional = told.endswith("?")
    told = told.rstrip("?").strip()
    kind = "person"
    names = [x.strip() for x in told.split("=")]
    for number, one in enumerate(names):  # "A (org)=B" and "A=B (org)" say the same
        if found := _KIND.match(one):
            names[number], kind = found[1].strip(), found[2]
            optional = optional or names[number].endswith("?")  # "mayors? (group)", too
    name, *also = (x.rstrip("? ") for x in names)
    if kind not in get_args(ParticipantType):
        raise GoldError("A participant's type is unknown", resource=where, why=kind)
    optional = optional or names[0].endswith("?")
    return GoldParticipant(name, cast(ParticipantType, kind), optional, tuple(also))


def read_when(told: str) -> tuple[date | None, date | None, Precision | None, bool]:
    """`2024-03-12`, `2024-03-04..2024-03-10 week`, `2024-02 month`, `2024 year`, `none`;
    a `~` in front: disputable. Returns start, end, precision, disputable."""
    told = told.strip()
    disputable = told.startswith("~")
    told = told.lstrip("~").strip()
    if told == "none" or not told:
        return None, None, None, disputable
    days, _, precision = told.partition(" ")
    first, _, last = days.partition("..")
    if len(first) == 4:
        return date(int(first), 1, 1), date(int(last or first), 12, 31), "year", disputable
    if len(first) == 7:
        until = last or first
        year, month = int(until[:4]), int(until[5:])
        end = date(year, month, calendar.monthrange(year, month)[1])
        return date.fromisoformat(first + "-01"), end, "month", disputable
    start = date.fromisoformat(first)
    if precision == "week" and not last:
        start -= timedelta(days=start.weekday())
        return start, start + timedelta(days=6), "week", disputable
    end = date.fromisoformat(last) if last else start
    return start, end, cast(Precision, precision or "day"), disputable


def _meeting(ident: str, number: int, line: str, marks: _Marks) -> GoldMeeting:
    where = f"{ident} m{number}"
    parts = [x.strip() for x in line.split("|")]
    if len(parts) < 3:
        raise GoldError("A meeting needs participants | status | when", resource=where)
    statuses = [x.strip() for x in parts[1].split("/")]
    for status in statuses:
        if status not in get_args(Status):
            raise GoldError("A status is unknown", resource=where, why=status)
    start, end, precision, disputable = read_when(parts[2])
    known = {"at", "at~", "format", "minutes", "optional"}
    fields = _fields(parts[3:], known, where)
    places = [x.strip() for x in fields.get("at", fields.get("at~", [""]))[0].split(" / ")]
    return GoldMeeting(
        participants=tuple(_participant(x, where) for x in parts[0].split(" + ")),
        status=cast(Status, statuses[0]),
        status_alts=tuple(cast(Status, x) for x in statuses[1:]),
        trigger=marks.of("t", number),
        start=start,
        end=end,
        precision=precision,
        time_optional=disputable,
        place=places[0] or None,
        place_alts=tuple(places[1:]),
        place_optional="at~" in fields,
        format=cast(Format, fields.get("format", [None])[0]),
        duration_minutes=int(fields["minutes"][0]) if "minutes" in fields else None,
        optional="optional" in fields,
    )
