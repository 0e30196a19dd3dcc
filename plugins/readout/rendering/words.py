"""How values are said to people: statuses, days with their precision, confidence.

Screen, mail and tables say the same thing in the same words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

STATUS_WORDS = {
    "possible": "possible",
    "likely": "likely",
    "scheduled": "scheduled",
    "under_way": "under way",
    "held": "held",
    "postponed": "postponed",
    "cancelled": "cancelled",
    "denied": "denied",
}
FORMAT_WORDS = {
    "in_person": "in person",
    "call": "by phone",
    "video": "by video",
    "mixed": "partly by video",
}
CHANGE_WORDS = {
    "new": "first reported",
    "status": "status changed",
    "date": "date moved",
    "place": "place changed",
    "participant": "participant added",
    "duration": "duration known",
    "denied": "denied by one side",
    "contradicted": "contradicted",
    "withdrawn": "withdrawn",
}
# Kinds of change that tell something first, where nothing was known before.
_FIRST_WORDS = {"date": "date told", "place": "place told"}
CLEAR = 0.7
"""Least confidence of a sentence that counts as understood. How sure an event is is told by its
status alone: degrees of doubt here would be a second scale beside it."""


def status_words(status: str) -> str:
    return STATUS_WORDS.get(status, status.replace("_", " "))


def format_words(form: str) -> str:
    return FORMAT_WORDS.get(form, form.replace("_", " "))


def change_words(kind: str, before: str | None = "") -> str:
    """What changed, in two words.

    Args:
        before: the value that was known; None where there was none.
    """
    first = _FIRST_WORDS.get(kind) if before is None else None
    return first or CHANGE_WORDS.get(kind, kind.replace("_", " "))


def why_words(why: str | None) -> str:
    """The rules that made a fact, from the JSON of its column: "occasion meet, time weekday"."""
    told: dict[str, str] = json.loads(why) if why else {}
    return "; ".join(f"{part}: {rule}" for part, rule in told.items() if rule)


def confidence_words(confidence: float) -> str:
    """How well a sentence was understood, from 0–1: clear or doubtful, the two kinds that
    Review and the report `precision` tell apart too."""
    return "clear" if confidence >= CLEAR else "doubtful"


def duration_words(minutes: int | None) -> str:
    """90 → `1 h 30 min`; empty when unknown."""
    if not minutes or minutes < 0:
        return ""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part
    )


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def when_words(
    start: date | None,
    end: date | None,
    precision: str,
    at: time | str | None = None,
    offset: int | None = None,
) -> str:
    """A meeting's time with no more precision than is known.

    `Mon 19 Jun 2023, 16:30 (UTC+8)`, `Mon 19 Jun 2023`, `18–19 Jun 2023`, `week of 12 Jun 2023`,
    `June 2023`, `2023`, `day not known`.
    """
    first, last = start or end, end or start
    if first is None or last is None or precision == "unknown":
        return "day not known"
    if precision == "week":
        return f"week of {first.day} {first:%b} {first.year}"
    if precision == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B} {first.year}"
    if precision == "year" and first.year == last.year:
        return str(first.year)
    if first == last:
        return _day(first) + hour_words(at, offset)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%b} {last.year}"
    if first.year == last.year:
        return f"{first.day} {first:%b} – {last.day} {last:%b} {last.year}"
    return f"{first.day} {first:%b} {first.year} – {last.day} {last:%b} {last.year}"


def clock_text(at: time | str | None) -> str | None:
    """`16:30`; None without an hour."""
    told = time.fromisoformat(at) if isinstance(at, str) else at
    return f"{told:%H:%M}" if told is not None else None


def hour_words(at: time | str | None, offset: int | None) -> str:
    """`, 16:30 (UTC+8)`, `, 16:30` where the clock is not known; empty without an hour."""
    told = clock_text(at)
    if told is None:
        return ""
    if offset is None:
        return f", {told}"
    hours, minutes = divmod(abs(offset), 60)
    sign = "+" if offset >= 0 else "−"
    return f", {told} (UTC{sign}{hours}{f':{minutes:02}' if minutes else ''})"


def moment_words(moment: datetime | None) -> str:
    """`19 Jun 2023, 12:25`, in UTC; empty when unknown. Naive datetimes are UTC already."""
    if moment is None:
        return ""
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return f"{moment.day} {moment:%b} {moment.year}, {moment:%H:%M}"


def ago_words(then: datetime, now: datetime) -> str:
    """How long ago, in one unit: `just now`, `5 min ago`, `3 h ago`, `2 days ago`."""
    passed = now - then
    if passed < timedelta(minutes=1):
        return "just now"
    if passed < timedelta(hours=1):
        return f"{passed // timedelta(minutes=1)} min ago"
    if passed < timedelta(days=2):
        return f"{passed // timedelta(hours=1)} h ago"
    return f"{passed.days} days ago"


def who_words(names: Sequence[str] | str | None, most: int = 5) -> str:
    """`A – B – C`, and from the sixth name on `… and 3 more`; one text of names stays as it is."""
    shown = [names] if isinstance(names, str) and names else list(names or [])
    if not shown:
        return "nobody named"
    if len(shown) <= most:
        return " – ".join(shown)
    return " – ".join(shown[:most]) + f" and {len(shown) - most} more"


def folded_roles(roles: Sequence[str]) -> list[str]:
    """The roles of one person without those that another of them says more fully: by case alone
    (“US secretary of state”), by what stands before (“Secretary of State”) or behind (“Prime
    Minister”, where “Prime Minister of Estmark” is told). In their order."""
    # Of two spellings the one with more capitals stays: "US Secretary of State".
    spelled: dict[tuple[str, ...], str] = {}
    for role in roles:
        key = tuple(re.sub(r"[.,]", "", role).casefold().split())
        spelled[key] = max(spelled.get(key, role), role, key=lambda r: sum(c.isupper() for c in r))
    return [
        role
        for key, role in spelled.items()
        if not any(
            len(other) > len(key)
            and (other[-len(key) :] == key or (*key, "of") == other[: len(key) + 1])
            for other in spelled
        )
    ]


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 outlet`, `3 outlets`, `1,200 articles`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
