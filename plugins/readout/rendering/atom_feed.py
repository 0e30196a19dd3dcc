"""Meetings as an Atom feed (RFC 4287) and as JSON.

An entry is a meeting, and its id stays; `updated` moves when the meeting changes, so that a
reader shows it again with its new state.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from readout.rendering import mail_wording as wording
from readout.rendering import words
from readout.rendering.calendar_feed import day
from readout.rendering.mail_links import Links

if TYPE_CHECKING:
    from readout.storage.results import AlertingFeedMeetingsRow

_ATOM = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 500


def atom_of(
    meetings: Sequence[AlertingFeedMeetingsRow],
    links: Links,
    *,
    name: str,
    address: str,
    ident: str,
) -> bytes:
    """An Atom document.

    Args:
        name: title of the feed; address: where it is served; ident: its own lasting id.
    """
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    newest = sorted(meetings, key=lambda m: m["updated_at"], reverse=True)[:MOST_ENTRIES]
    updated = newest[0]["updated_at"] if newest else datetime(1970, 1, 1)
    _add(feed, "id", f"urn:readout:watch:{ident}")
    _add(feed, "title", wording.one_line(name, 200))
    _add(feed, "updated", _stamp(updated))
    _add(feed, "link", rel="self", href=address, type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=f"{links.base_url}/readout/meetings")
    _add(_add(feed, "author"), "name", "Readout")
    _add(feed, "generator", "Readout")
    for meeting in newest:
        _entry(feed, meeting, links)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: ElementTree.Element, meeting: AlertingFeedMeetingsRow, links: Links) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", f"urn:readout:meeting:{meeting['meeting_id']}")
    place = f", {wording.one_line(meeting['place'], 60)}" if meeting["place"] else ""
    off = bool(meeting.get("withdrawn"))  # the status is what articles said before
    status = "withdrawn" if off else words.status_words(meeting["status"])
    _add(entry, "title", f"{wording.who(meeting)}{place}: {status}")
    _add(entry, "updated", _stamp(meeting["updated_at"]))
    _add(entry, "published", _stamp(meeting["first_seen_at"]))
    _add(entry, "link", rel="alternate", href=links.meeting(meeting["meeting_id"]))
    _add(entry, "category", term="withdrawn" if off else meeting["status"])
    when = wording.when(meeting)
    _add(entry, "summary", f"{when}. “{wording.one_line(meeting['evidence'], 600)}”", type="text")


def _add(
    parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{tag}", attributes)
    child.text = _xml_text(text) if text is not None else None
    return child


def _xml_text(text: str) -> str:
    """Without what XML 1.0 can't hold (section 2.2)."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"
    )


def _stamp(moment: datetime | str) -> str:
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return found.replace(tzinfo=UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def json_of(meetings: Sequence[AlertingFeedMeetingsRow], links: Links, *, name: str) -> bytes:
    """The same meetings for programs: one object with `watch` and `meetings`."""
    rows = [
        {
            "id": m["meeting_id"],
            "url": links.meeting(m["meeting_id"]),
            "participants": [
                {"name": p["name"], "role": p.get("role"), "type": p.get("type")}
                for p in (m["parties"] or [{"name": n} for n in m["participants"]])
            ],
            "status": m["status"],
            "format": m["format"],
            "start": _iso(m["start_day"]),
            "end": _iso(m["end_day"]),
            "precision": m["time_precision"],
            "hour": words.clock_text(m.get("start_time")),
            "utc_offset": m.get("utc_offset"),
            "place": m["place"],
            "duration_minutes": m["duration_minutes"],
            "topic": m["topic"],
            "confidence": round(m["confidence"], 3),
            "contradicted": m["contradicted"],
            "withdrawn": bool(m.get("withdrawn")),
            "outlets": m["outlets"],
            "evidence": m["evidence"],
            "first_seen": _stamp(m["first_seen_at"]),
            "updated": _stamp(m["updated_at"]),
        }
        for m in meetings
    ]
    made = {"watch": name, "meetings": rows}
    return json.dumps(made, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _iso(value: Any) -> str | None:
    found = day(value)
    return found.isoformat() if found else None
