"""The sections of a mail's story: facts, history, evidence, quotes, each in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from readout.rendering import mail_wording as wording
from readout.rendering import words
from readout.rendering.mail_links import Links

if TYPE_CHECKING:
    from readout.storage.results import (
        AlertingMailEvidenceRow,
        AlertingMailHeldRow,
        AlertingMailHistoryRow,
        AlertingMailMeetingsRow,
        AlertingMailQuotesRow,
        AlertingMailRelatedRow,
    )

MOST_QUOTES = 3
LEAST_REPORTED = 40
MOST_PARTIES = 12


def day(value: Any) -> date | None:
    """A day as it comes back from a batch file."""
    if isinstance(value, datetime):
        return value.date()
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def moment(value: Any) -> datetime | None:
    """A moment as it comes back from a batch file; UTC where it says no zone."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(found, datetime):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def clock(value: Any, zone: str | None) -> str:
    """`19 Jun 2023, 14:25 CEST`, in the reader's zone; empty when unknown."""
    found = moment(value)
    if found is None:
        return ""
    try:
        local = found.astimezone(ZoneInfo(zone or "UTC"))
    except OverflowError:  # the first or last hours of the calendar: as they are told
        local = found
    return f"{local.day} {local:%b} {local.year}, {local:%H:%M} {local:%Z}"


def web(url: str | None) -> str:
    """`url` when a reader may follow it, else nothing: only http and https."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def sentence_words(text: str) -> str:
    return wording.one_line(text, wording.MOST_SENTENCE).strip('“”"')


def source_words(
    outlet: str | None, at: Any, zone: str | None, source_kind: str | None = None
) -> str:
    """“Outlet (official), 19 Jun 2023, 14:25 CEST”; what isn't known is left out."""
    name = wording.one_line(outlet or "", 80)
    if name and source_kind == "official":
        name += " (official)"
    return ", ".join(part for part in (name, clock(at, zone)) if part)


def party_lines(meeting: AlertingMailMeetingsRow) -> list[str]:
    parties = meeting["parties"] or [{"name": n, "role": None} for n in meeting["participants"]]
    told = [
        wording.one_line(p["name"], 120)
        + (f", {wording.one_line(p['role'], 120)}" if p.get("role") else "")
        for p in parties[:MOST_PARTIES]
    ]
    rest = len(parties) - len(told)
    return [*told, f"and {rest} more"] if rest > 0 else told


def fact_rows(meeting: AlertingMailMeetingsRow) -> list[tuple[str, str]]:
    """Date, place, duration, status and so on; what isn't known is left out."""
    facts = [
        ("When", wording.when(meeting)),
        ("Where", wording.one_line(meeting["place"] or "", 120)),
        ("How", words.format_words(meeting["format"])),
        ("How long", words.duration_words(meeting["duration_minutes"])),
        ("Status", words.status_words(meeting["status"])),
        (
            "About",
            wording.one_line(meeting["topic"], wording.MOST_TOPIC) if meeting["topic"] else "",
        ),
        (
            "Reported by",
            f"{words.counted(meeting['outlets'], 'outlet')}, "
            f"{words.counted(meeting['stories'], 'independent text')}",
        ),
        ("Our reading", words.confidence_words(meeting["confidence"])),
    ]
    official, press = meeting.get("official_status"), meeting.get("press_status")
    if official and press and official != press:
        sides = f"{words.status_words(official)} by official accounts, {words.status_words(press)}"
        facts.insert(5, ("Two sides", f"{sides} by the press"))
    return [(name, told) for name, told in facts if told]


def history_line(row: AlertingMailHistoryRow, zone: str | None) -> str:
    at = clock(row["asserted_at"], zone)
    told = f"{at}: {wording.line(row)}" if at else wording.line(row)
    if row.get("reason") == "version":
        return f"{wording.line(row)} (as a new version of Readout reads known reports)"
    # Of a denial the outlet is the news itself.
    if not row["outlet"] or row["outlet"] == row["new_value"]:
        return told
    return f"{told} ({wording.one_line(row['outlet'], 60)})"


def evidence_entry(row: AlertingMailEvidenceRow, links: Links, zone: str | None) -> dict[str, str]:
    return {
        "sentence": sentence_words(row["sentence"]),
        "outlet": wording.one_line(row["outlet"], 80),
        "official": "official" if row["source_kind"] == "official" else "",
        "title": wording.one_line(row["title"] or "", 160),
        "when": clock(row["published_at"], zone),
        "url": web(row["url"]),
        "page": links.mention(row["mention_id"]),
    }


def other_accounts(
    meeting: AlertingMailMeetingsRow,
    history: Sequence[AlertingMailHistoryRow],
    evidence: Sequence[AlertingMailEvidenceRow],
) -> list[str]:
    """Who says otherwise."""
    if not meeting["contradicted"] and meeting["status"] != "denied":
        denying = [e for e in evidence if e["status"] == "denied"]
        if not denying:
            return []
    told = [
        f"{wording.one_line(e['outlet'], 80)}: {wording.one_line(e['sentence'], 300)}"
        for e in evidence
        if (e["status"] == "denied") != (meeting["status"] == "denied")
    ]
    for change in history:
        if change["kind"] in ("contradicted", "denied") and change["evidence"]:
            outlet = wording.one_line(change["outlet"] or "One side", 80)
            text = f"{outlet}: {wording.one_line(change['evidence'], 300)}"
            if text not in told:
                told.append(text)
    return told[:3]


def related_entry(row: AlertingMailRelatedRow, links: Links, zone: str | None) -> dict[str, str]:
    """A meeting that this one may be; the resolver doesn't merge on a guess."""
    outlet = f" by {wording.one_line(row['first_outlet'], 80)}" if row["first_outlet"] else ""
    return {
        "told": f"{words.status_words(row['status'])}, "
        f"{wording.days(row)}; reported first"
        f"{outlet}: “{sentence_words(row['evidence'])}”",
        "page": links.meeting(row["other_id"]),
    }


def quote_entries(rows: Sequence[AlertingMailQuotesRow]) -> list[dict[str, str]]:
    """The first few; of what is only reported, no scraps of a clause."""
    whole = [r for r in rows if r["type"] != "indirect" or len(r["content"]) >= LEAST_REPORTED]
    return [quote_entry(r) for r in whole[:MOST_QUOTES]]


def quote_entry(row: AlertingMailQuotesRow) -> dict[str, str]:
    role = f", {wording.one_line(row['speaker_role'], 100)}" if row["speaker_role"] else ""
    via = f", via {wording.one_line(row['via'], 80)}" if row["via"] else ""
    content = wording.one_line(row["content"], 400).rstrip(",")
    return {
        # Only what is all quoted is printed in marks; a mixed quote keeps its own inside.
        "content": content if row["type"] == "mixed" else _unmarked(content),
        "speaker": f"{wording.one_line(row['speaker_name'], 100)}{role}",
        "source": f"{wording.one_line(row['outlet'], 80)}{via}",
        "indirect": "" if row["type"] == "direct" else row["type"],
    }


def held_lines(rows: Sequence[AlertingMailHeldRow]) -> list[str]:
    told = [f"{wording.line(r)}: held back, {wording.one_line(r['reason'], 160)}" for r in rows]
    once = list(dict.fromkeys(told))
    more = len(once) - 4
    return once[:4] + ([f"and {more} more"] if more > 0 else [])


def _unmarked(content: str) -> str:
    """Direct words without the marks around them, which the mail sets itself: the outlet's may be
    double or single."""
    bare = content.strip('“”"').rstrip(",")
    return bare[1:-1].rstrip(",") if bare[:1] == "‘" and bare[-1:] == "’" else bare
