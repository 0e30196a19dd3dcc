"""What a clause says of a change of a meeting: called off, put off, moved; from which day to which.

Read off the page, not off the parse: in news these clauses are regular ("put back from DAY to
DAY", "DAY's meeting … has been cancelled", "planned for DAY, was postponed"), while long names
and appositions between noun and verb are where parsers lose the thread. Nothing here knows who
takes part: `read_change` gives the kind of change, the day that was planned and the new day
for the text of a sentence and the time expressions in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from readout.extraction.find.occasions.change_patterns import (
    APART,
    AT_LAST,
    BEFORE,
    BEFOREHAND,
    BEHIND,
    BY,
    DAY,
    DAYS,
    FORWARD,
    HELD,
    IT_OFF,
    JUST_NOW,
    NEW,
    OF_NOUN,
    OFF,
    OLD,
    ONCE_OFF,
    PLANNED,
    PLANS_OFF,
    SAID,
    SHIFTED,
    STILL_ON,
    THAN,
    WAS_TO,
    Role,
)
from readout.extraction.find.times.days import resolve
from readout.extraction.find.times.expressions import TimeExpression
from readout.extraction.find.times.patterns import NUMBERS
from readout.model import ChangeKind, Span, When

_JUST_OVER: Final = timedelta(days=2)
_MOST_OF_A_YEAR: Final = timedelta(days=180)
_BESIDE: Final = 14  # characters: "Thursday's long-planned talks"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a planned meeting.

    `moved`: it has another day now (`new`, where the clause tells it). `planned` is the day
    that had been set, None where none is told; `cue` the words that say so, in characters of
    the text.
    """

    kind: ChangeKind
    planned: When | None = None
    new: When | None = None
    cue: Span | None = None


def read_change(
    sentence: str,
    offset: int,
    expressions: Sequence[TimeExpression],
    trigger: Span,
    published: date | None,
    *,
    verb: bool,
    following: tuple[str, int, Sequence[TimeExpression]] | None = None,
) -> Change | None:
    """The change that a sentence tells of the meeting whose trigger stands in it.

    Args:
        sentence: its text; `offset` where it starts, in the article.
        expressions: the times in it, with spans in the article.
        trigger: the word that carries the meeting ("meet", "talks"), span in the article.
        published: the day that relative times count from.
        verb: whether the trigger is a verb. "Met", said of what was, is not changed by a
            sentence that also cancels something; "was to meet" is.
        following: the next sentence, which may say what had been planned.

    Returns:
        None where the sentence tells no change of this meeting.
    """
    page = _Page(sentence, offset, expressions)
    at = page.place(trigger[0])
    found = _told(page.text, at, verb)
    behind = _Page(*following) if following is not None else None
    if found is None and not verb and _two_days(page.text, at):
        found = "moved", (at, at + trigger[1] - trigger[0])
    if found is None:
        once = _beforehand(behind) if behind is not None else None
        if once is None:
            return None
        return _dated(once[0], page, {}, published, once[1], behind)
    kind, cue = found
    before = _beforehand(behind)
    # What stands well before both the noun and the verb dates something else.
    low = min(cue[0], at) - _BESIDE
    then = before[1] if before else None
    change = _dated(kind, page, page.roles(), published, then, behind, cue, low)
    was, now = change.planned, change.new
    # "Friday's meeting will be held on Friday, 6 March"
    same = was is not None and now is not None and was.start == now.start
    return None if kind == "moved" and same else change


class _Page:
    """A sentence with its days replaced by numbered signs, so that patterns can speak of them."""

    def __init__(self, sentence: str, offset: int, expressions: Sequence[TimeExpression]) -> None:
        self.expressions = [x for x in expressions if x.kind in DAYS]
        self._marks: list[tuple[int, int]] = []  # (place in the text, place in the article)
        parts: list[str] = []
        length, last = 0, 0
        for number, x in enumerate(self.expressions):
            start, end = x.span[0] - offset, x.span[1] - offset
            if start < last:
                continue
            before = sentence[last:start].lower().replace("’", "'")
            before = re.sub(r"\b(?:on|this|next|coming)\s+$", "", before)
            self._marks.append((length, last + offset))
            parts += [before, f"⟦{number}⟧"]
            length += len(before) + len(f"⟦{number}⟧")
            last = end
            tail = re.match(
                r"(?:'s|’s)?(?:,)?\s+(?:night|evening|morning|afternoon|lunchtime)\b",
                sentence[last:],
            )
            if tail:
                last += tail.end()
        self._marks.append((length, last + offset))
        parts.append(sentence[last:].lower().replace("’", "'"))
        self.text = "".join(parts)

    def place(self, article_at: int) -> int:
        """Where a character of the article stands in the text."""
        best = (0, self._marks[0][1] if self._marks else 0)
        for mark in self._marks:
            if mark[1] <= article_at:
                best = mark
        return best[0] + article_at - best[1]

    def article(self, at: int) -> int:
        """Where a place of the text stands in the article."""
        best = self._marks[0]
        for mark in self._marks:
            if mark[0] <= at:
                best = mark
        return best[1] + at - best[0]

    def roles(self) -> dict[int, Role]:
        """Number of an expression → what it dates: the report, the old day, the new one."""
        given: dict[int, Role] = {}
        patterns: list[tuple[Role, str]] = [("said", p) for p in SAID]
        patterns += [("old", p) for p in OLD] + [("new", p) for p in NEW] + [("old", OF_NOUN)]
        for role, pattern in patterns:
            at = 0
            while (match := re.compile(pattern).search(self.text, at)) is not None:
                number = int(match.group(1))
                given.setdefault(number, role)
                at = max(match.start() + 1, match.start(1) if role == "new" else match.start() + 1)
        return given


# "Strikes would be called off if | talks …", "cancelled the march after | talks": other things.
_ASIDE: Final = re.compile(
    r"\b(?:if|once|when|while|until|unless|after|following|before|because|during|amid|pending"
    r"|despite)\b"
)


def _told(text: str, at: int, verb: bool) -> tuple[ChangeKind, tuple[int, int]] | None:
    """The kind of change, and where the words stand that say so."""
    if STILL_ON.search(text):
        return None
    for kind, pattern in (*BEFORE, *APART):
        for match in pattern.finditer(text):
            noun = match.span("noun")
            if _ASIDE.search(match.group(0)):
                continue
            on_it = noun[0] <= at < noun[1] or (
                verb and noun[1] <= at and WAS_TO.search(text, noun[1], at + 1) is not None
            )
            if on_it and not _reschedules(match):
                return kind, match.span()
    if verb:
        return _of_verb(text, at)
    for kind, pattern in BEHIND:
        behind = pattern.search(text, at)
        if behind is not None and not _other_subject(text[at : behind.start()]):
            return kind, behind.span()
    called = IT_OFF.search(text, at)
    if called is not None:
        return "cancelled", called.span()
    shifted = SHIFTED.search(text)
    if shifted is not None and re.search(
        r"\b(?:will|would|is to|are to)\b(?! not| have)", text[at:]
    ):
        return "moved", shifted.span()
    return None


_SET: Final = re.compile(
    rf"(?:(?<!re)(?<!re-)\b{PLANNED}(?: to {HELD})?(?: for)?|\bw(?:as|ere) to {HELD}) {DAY}"
)
_WILL_BE: Final = re.compile(
    rf"\b(?:(?:will|is to|are to) (?:now )?{HELD}|(?:is|are) now {PLANNED}(?: to {HELD})?)\b"
    rf"[^.;⟦]*? {DAY}"
)


# "Thursday's | meeting will take place on Friday"
_ITS_DAY: Final = re.compile(rf"{DAY}(?:'s)? (?:[\w\-]+ ){{0,2}}$")


def _two_days(text: str, at: int) -> bool:
    """ "The meeting, set for Friday, will take place on Monday"."""
    will = _WILL_BE.search(text, at)
    was = _SET.search(text, at) or _ITS_DAY.search(text, 0, at)
    return was is not None and will is not None and was.group(1) != will.group(1)


def _reschedules(match: re.Match[str]) -> bool:
    """ "Move on from the talks", "dropped in on the meeting"."""
    return bool(re.match(r"\b(?:drop\w*|move\w*|call\w*) (?:in|on|for)\b", match.group(0)))


def _of_verb(text: str, at: int) -> tuple[ChangeKind, tuple[int, int]] | None:
    plans = PLANS_OFF.search(text, max(0, at - 90), at)
    if plans is not None:
        return "cancelled", plans.span()
    ahead = text[max(0, at - 60) : at]
    future = re.search(
        r"\b(?:will|would|shall|is to|are to|agreed to|plans? to|going to)\b[^.;]*$", ahead
    )
    if future is None:
        return None
    negative = re.search(r"\b(?:not|no longer)\b|n['’]t\b", future.group(0))
    if negative is not None:
        sure = re.search(r"\bafter all\b|\bas (?:had been )?(?:planned|announced)\b", text[at:])
        off = IT_OFF.search(text) or re.search(rf"\b{OFF}\b", text)
        why = sure or off
        return ("cancelled", why.span()) if why is not None else None
    shifted = SHIFTED.search(text)
    return ("moved", shifted.span()) if shifted is not None else None


_CLAUSE: Final = re.compile(r"[;.]|, (?:but|while) ")


def _other_subject(between: str) -> bool:
    """Whether another clause stands between the noun and what is said: "the talks ended, and
    the flight was cancelled"."""
    return (
        _CLAUSE.search(between) is not None
        or re.search(
            r"\b(?:ended|began|lasted|because|although|that (?:the|an?|his|her|its|their))\b|"
            r"\ban? (?:\w+ ){1,3}(?:that|which)\b",
            between,
        )
        is not None
        or len(between) > 260
    )


# "They are due to meet again on Thursday": another one.
_AGAIN: Final = re.compile(r"\b(?:again|next)\b")


def _beforehand(page: _Page | None) -> tuple[ChangeKind, int | None] | None:
    """What the next sentence says had been planned: ("moved", number of its expression)."""
    if page is None:
        return None
    match = BEFOREHAND.search(page.text)
    if match is not None and _AGAIN.search(match.group(0)) is None:
        return "moved", int(match.group(1))
    return ("moved", None) if ONCE_OFF.search(page.text) else None


def _dated(
    kind: ChangeKind,
    page: _Page,
    roles: dict[int, Role],
    published: date | None,
    extra: int | None,
    behind: _Page | None,
    cue: tuple[int, int] | None = None,
    low: int = 0,
) -> Change:
    days = page.expressions
    old = next((days[n] for n, role in roles.items() if role == "old"), None)
    new = next((days[n] for n, role in roles.items() if role == "new"), None)
    rest = [x for n, x in enumerate(days) if n not in roles and page.text.find(f"⟦{n}⟧") >= low]
    if kind == "cancelled":
        new = None
    if old is None and kind in ("cancelled", "postponed"):
        old = next((x for x in rest if x.kind != "unit"), None)
    elif new is None and kind == "moved" and rest:
        new = rest[0]
    planned = _planned(old, published, page.text)
    to = resolve(new, published, "future") if new is not None else None
    if extra is not None and behind is not None and planned is None:
        planned = resolve(behind.expressions[extra], published, "future")
    planned, to = _by_distance(page.text, planned, to)
    planned = _other_way(page.text, kind, planned, to)
    if kind == "postponed" and to is not None and to.start is not None:
        kind = "moved"
    span = (page.article(cue[0]), page.article(cue[1])) if cue is not None else None
    return Change(kind, planned, to, span)


def _planned(x: TimeExpression | None, published: date | None, text: str) -> When | None:
    """The day that had been set: the next such day, unless it is just over ("cancelled Monday's
    meeting", told on Tuesday), the clause looks back on it ("was called off at the last minute")
    or the next one is most of a year away ("was to be on 7 June", told on 21 June)."""
    if x is None:
        return None
    ahead = resolve(x, published, "future")
    back = resolve(x, published, "past")
    if published is None or ahead is None or back is None or not (ahead.start and back.start):
        return ahead
    gone, left = published - back.start, ahead.start - published
    if x.kind == "weekday" and not x.shift:
        looks_back = gone < left and AT_LAST.search(text) is not None
        just_over = gone <= _JUST_OVER and JUST_NOW.search(text) is None
        return back if just_over or looks_back else ahead
    return back if x.kind in {"date", "month"} and left > _MOST_OF_A_YEAR else ahead


def _other_way(text: str, kind: str, planned: When | None, new: When | None) -> When | None:
    """The day that had been set, on the right side of the new one: what was brought forward to
    Tuesday from a Thursday was to be on the Thursday after it."""
    if planned is None or new is None or planned.start is None or new.start is None:
        return planned
    if planned.precision != "day" or planned.basis == "explicit" or kind != "moved":
        return planned
    if FORWARD.search(text) is None or planned.start > new.start:
        return planned
    weeks = (new.start - planned.start).days // 7 + 1
    day = planned.start + timedelta(weeks=weeks)
    return When(day, day, "day", planned.basis, planned.span) if weeks <= 2 else planned


def _by_distance(
    text: str, planned: When | None, new: When | None
) -> tuple[When | None, When | None]:
    """The one day from the other: "brought forward by two days", "a day earlier than planned"."""
    match = BY.search(text) or THAN.search(text)
    if match is None or (planned is None) == (new is None):
        return planned, new
    word = match.group("n")
    count = int(word) if word.isdigit() else NUMBERS.get(word, 0)
    step = timedelta(days=count * (7 if match.group("unit") == "week" else 1))
    earlier = FORWARD.search(text) is not None
    if new is not None and new.start is not None and new.precision == "day":
        day = new.start + step if earlier else new.start - step
        return When(day, day, "day", "inferred"), new
    if planned is not None and planned.start is not None and planned.precision == "day":
        day = planned.start - step if earlier else planned.start + step
        return planned, When(day, day, "day", "inferred")
    return planned, new
