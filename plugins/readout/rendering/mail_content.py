"""From the rows of a mail to what its templates say, meeting by meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from readout.rendering import mail_wording as wording
from readout.rendering import words
from readout.rendering.mail_links import Links

Row = Mapping[str, Any]
# Beyond these a mail is no longer read; the page that it links to has all of them.
MOST_MEETINGS = 20
MOST_EVIDENCE = 4
MOST_QUOTES = 3
LEAST_REPORTED = 40
MOST_PARTIES = 12

# How firm a meeting is: what leads a mail that tells of several.
_WEIGHT = {"denied": 6, "held": 5, "cancelled": 5, "postponed": 4, "under_way": 4, "scheduled": 3}


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as the outbox put it together, before it is worded.

    `meetings`, `history`, `evidence`, `quotes`, `held` and `also` are the rows of
    `sql/alerting/mail_*.sql` that concern it; `thread` maps a meeting to the ids of the
    earlier mails to answer, `roots` to the meeting whose thread that is (itself, or one
    that it may be the same as); `digest` holds what only a digest tells.
    """

    message_id: str
    kind: str
    recipient: str
    changes: Sequence[Row]
    meetings: Mapping[str, Row]
    history: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    evidence: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    quotes: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    held: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    also: Sequence[Row] = ()
    related: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    thread: Mapping[str, Sequence[str]] = field(default_factory=dict)
    roots: Mapping[str, str] = field(default_factory=dict)
    unconfirmed: Sequence[Row] = ()
    digest: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One meeting, worded for the templates."""

    meeting_id: str
    headline: str
    sentence: str
    source: str
    parties: Sequence[str]
    facts: Sequence[tuple[str, str]]
    changes: Sequence[str]
    history: Sequence[str]
    evidence: Sequence[Mapping[str, str]]
    more_evidence: int
    contradicted: Sequence[str]
    related: Sequence[Mapping[str, str]]
    quotes: Sequence[Mapping[str, str]]
    why: Sequence[str]
    held: Sequence[str]
    link: str
    mute: str
    status: str
    is_new: bool


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
    local = found.astimezone(ZoneInfo(zone or "UTC"))
    return f"{local.day} {local:%b} {local.year}, {local:%H:%M} {local:%Z}"


def web(url: str | None) -> str:
    """`url` when a reader may follow it, else nothing: only http and https."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def stories(mail: Mail, links: Links) -> list[Story]:
    """The mail's meetings, what weighs most first."""
    by_meeting: dict[str, list[Row]] = {}
    for change in mail.changes:
        by_meeting.setdefault(change["meeting_id"], []).append(change)
    told = [
        (mail.meetings[ident], unique(changes))
        for ident, changes in by_meeting.items()
        if ident in mail.meetings
    ]
    told.sort(key=lambda t: -_weight(t[1]))
    return [_story(mail, meeting, changes, links) for meeting, changes in told]


def unique(changes: Sequence[Row]) -> list[Row]:
    """Each change once, though several watches may have brought it."""
    return list({c["change_id"]: c for c in changes}.values())


def _weight(changes: Sequence[Row]) -> float:
    status = max(
        (_WEIGHT.get(str(c["value"]), 1) for c in changes if c["aspect"] == "status"), default=0
    )
    if any(c["kind"] == "denied" for c in changes):
        status = max(status, _WEIGHT["denied"])
    return status + (0.5 if any(c["kind"] == "new" for c in changes) else 0)


def _story(mail: Mail, meeting: Row, changes: Sequence[Row], links: Links) -> Story:
    ident = meeting["meeting_id"]
    zone = changes[-1]["zone"]
    sentence, source = _opening(mail, meeting, changes)
    evidence = list(mail.evidence.get(ident, ()))
    shown = evidence[:MOST_EVIDENCE]
    return Story(
        meeting_id=ident,
        headline=wording.headline(meeting, changes, _rumoured(mail, meeting)),
        sentence=sentence,
        source=source,
        parties=_parties(meeting),
        facts=_facts(meeting),
        changes=[wording.line(c) for c in changes],
        history=[_history(h, zone) for h in mail.history.get(ident, ())][-12:],
        evidence=[_evidence(e, links, zone) for e in shown],
        more_evidence=len(evidence) - len(shown),
        contradicted=_contradicted(meeting, mail.history.get(ident, ()), evidence),
        related=[_related(r, links, zone) for r in list(mail.related.get(ident, ()))[:3]],
        quotes=_quotes(mail.quotes.get(ident, ())),
        why=_why(mail, ident, changes),
        held=_held(mail.held.get(ident, ())),
        link=links.meeting(ident),
        mute=links.mute(mail.recipient, ident),
        status=meeting["status"],
        is_new=any(c["kind"] == "new" for c in changes),
    )


def _sentence(text: str) -> str:
    return wording.one_line(text, wording.MOST_SENTENCE).strip('“”"')


def _opening(mail: Mail, meeting: Row, changes: Sequence[Row]) -> tuple[str, str]:
    """The sentence that opens the story, and whose it is: of a new meeting the best one
    that there is, of a change the one that says so."""
    leading, zone = _leading(changes), changes[-1]["zone"]
    if leading["kind"] == "new":
        for row in mail.evidence.get(meeting["meeting_id"], ()):
            if row["sentence"] == meeting["evidence"]:
                return _sentence(row["sentence"]), _source(row["outlet"], row["published_at"], zone)
    return (
        _sentence(leading["evidence"] or meeting["evidence"]),
        _source(leading["outlet"] or meeting["first_outlet"], leading["asserted_at"], zone),
    )


def _leading(changes: Sequence[Row]) -> Row:
    """The change whose sentence opens the story: the last one about the status."""
    firmness = [c for c in changes if c["aspect"] == "status" and c["evidence"]]
    return (firmness or [c for c in changes if c["evidence"]] or list(changes))[-1]


def _source(outlet: str | None, at: Any, zone: str | None) -> str:
    return ", ".join(part for part in (wording.one_line(outlet or "", 80), clock(at, zone)) if part)


def _parties(meeting: Row) -> list[str]:
    parties = meeting["parties"] or [{"name": n, "role": None} for n in meeting["participants"]]
    told = [
        wording.one_line(p["name"], 120)
        + (f", {wording.one_line(p['role'], 120)}" if p.get("role") else "")
        for p in parties[:MOST_PARTIES]
    ]
    rest = len(parties) - len(told)
    return [*told, f"and {rest} more"] if rest > 0 else told


def _facts(meeting: Row) -> list[tuple[str, str]]:
    """Date, place, duration, status and so on; what isn't known is left out."""
    start, end = day(meeting["start_day"]), day(meeting["end_day"])
    facts = [
        ("When", words.when_words(start, end, meeting["time_precision"])),
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


def _history(row: Row, zone: str | None) -> str:
    at = clock(row["asserted_at"], zone)
    told = f"{at}: {wording.line(row)}" if at else wording.line(row)
    # Of a denial the outlet is the news itself.
    if not row["outlet"] or row["outlet"] == row["new_value"]:
        return told
    return f"{told} ({wording.one_line(row['outlet'], 60)})"


def _evidence(row: Row, links: Links, zone: str | None) -> dict[str, str]:
    return {
        "sentence": _sentence(row["sentence"]),
        "outlet": wording.one_line(row["outlet"], 80),
        "official": "official" if row["source_kind"] == "official" else "",
        "title": wording.one_line(row["title"] or "", 160),
        "when": clock(row["published_at"], zone),
        "url": web(row["url"]),
        "page": links.mention(row["mention_id"]),
    }


def _contradicted(meeting: Row, history: Sequence[Row], evidence: Sequence[Row]) -> list[str]:
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


def _rumoured(mail: Mail, meeting: Row) -> str | None:
    """The status of the report whose mail this one answers, when it is another meeting's."""
    root = mail.roots.get(meeting["meeting_id"])
    return next(
        (
            str(r["status"])
            for r in mail.related.get(meeting["meeting_id"], ())
            if r["other_id"] == root and r["status"] != meeting["status"]
        ),
        None,
    )


def _related(row: Row, links: Links, zone: str | None) -> dict[str, str]:
    """A meeting that this one may be; the resolver doesn't merge on a guess."""
    start, end = day(row["start_day"]), day(row["end_day"])
    outlet = f" by {wording.one_line(row['first_outlet'], 80)}" if row["first_outlet"] else ""
    return {
        "told": f"{words.status_words(row['status'])}, "
        f"{words.when_words(start, end, row['time_precision'])}; reported first"
        f"{outlet}: “{_sentence(row['evidence'])}”",
        "page": links.meeting(row["other_id"]),
    }


def _quotes(rows: Sequence[Row]) -> list[dict[str, str]]:
    """The first few; of what is only reported, no scraps of a clause."""
    whole = [r for r in rows if r["type"] != "indirect" or len(r["content"]) >= LEAST_REPORTED]
    return [_quote(r) for r in whole[:MOST_QUOTES]]


def _quote(row: Row) -> dict[str, str]:
    role = f", {wording.one_line(row['speaker_role'], 100)}" if row["speaker_role"] else ""
    via = f", via {wording.one_line(row['via'], 80)}" if row["via"] else ""
    return {
        "content": wording.one_line(row["content"], 400).strip('“”"').rstrip(","),
        "speaker": f"{wording.one_line(row['speaker_name'], 100)}{role}",
        "source": f"{wording.one_line(row['outlet'], 80)}{via}",
        "indirect": "indirect" if row["type"] == "indirect" else "",
    }


def _why(mail: Mail, ident: str, changes: Sequence[Row]) -> list[str]:
    mine = [c for c in mail.changes if c["meeting_id"] == ident]
    ids = {c["change_id"] for c in changes}
    rules: dict[tuple[str, str], list[str]] = {}
    for row in (*mine, *(a for a in mail.also if a["change_id"] in ids)):
        rule, _, what = row["rule"].rpartition("; ")
        rules.setdefault((row["watch"], rule), []).append(what)
    return [
        wording.one_line(f"your watch “{watch}”: {rule} – {', '.join(dict.fromkeys(what))}", 400)
        for (watch, rule), what in rules.items()
    ]


def _held(rows: Sequence[Row]) -> list[str]:
    told = [f"{wording.line(r)}: held back, {wording.one_line(r['reason'], 160)}" for r in rows]
    once = list(dict.fromkeys(told))
    more = len(once) - 4
    return once[:4] + ([f"and {more} more"] if more > 0 else [])
