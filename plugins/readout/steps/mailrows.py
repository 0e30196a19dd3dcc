"""The rows of a mail, from the warehouse to a batch file and back."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from readout.rendering.mail_content import Mail
from readout.storage.loader import Load
from readout.watching.telling import LIKELY_SAME

if TYPE_CHECKING:
    from readout.storage.results import (
        AlertingMailAlsoRow,
        AlertingMailChangesRow,
        AlertingMailEvidenceRow,
        AlertingMailHeldRow,
        AlertingMailHistoryRow,
        AlertingMailMeetingsRow,
        AlertingMailQuotesRow,
        AlertingMailRelatedRow,
        AlertingMailThreadRow,
        AlertingUnconfirmedRow,
    )

R = TypeVar("R", bound=Mapping[str, Any])
V = TypeVar("V")
Digest = Mapping[str, Any]
"""What a digest tells besides its changes; its pictures in base 64."""


class Bound(TypedDict):
    """A mail and the alerts that are bound to it: id → which attempt this is."""

    message_id: str
    recipient: str
    kind: str
    alerts: dict[str, int]


class MailRow(Bound):
    """A row of a batch of mails, complete: whoever sends it needs no warehouse. Days and moments
    come back from its file as texts."""

    changes: list[AlertingMailChangesRow]
    meetings: dict[str, AlertingMailMeetingsRow]
    history: dict[str, list[AlertingMailHistoryRow]]
    evidence: dict[str, list[AlertingMailEvidenceRow]]
    quotes: dict[str, list[AlertingMailQuotesRow]]
    related: dict[str, list[AlertingMailRelatedRow]]
    held: dict[str, list[AlertingMailHeldRow]]
    also: list[AlertingMailAlsoRow]
    thread: dict[str, list[str]]
    roots: dict[str, str]
    unconfirmed: list[AlertingUnconfirmedRow]
    digest: Digest | None


def mail_rows(
    load: Load, groups: Sequence[Bound], digests: Mapping[str, Digest] | None = None
) -> list[MailRow]:
    """Gather what each mail tells, for the mails claimed in this transaction.

    Args:
        digests: message id -> what only a digest tells.
    """
    changes = _by(load.rows("alerting/mail_changes"), "alert_id")
    meetings = {m["meeting_id"]: m for m in load.rows("alerting/mail_meetings")}
    history = _by(load.rows("alerting/mail_history"), "meeting_id")
    evidence = _by(load.rows("alerting/mail_evidence"), "meeting_id")
    quotes = _by(load.rows("alerting/mail_quotes"), "meeting_id")
    related = _by(load.rows("alerting/mail_related", least=LIKELY_SAME), "meeting_id")
    held_from = _by(load.rows("alerting/mail_held"), "recipient")
    also = _by(load.rows("alerting/mail_also"), "recipient")
    threads = _by(load.rows("alerting/mail_thread", least=LIKELY_SAME), "recipient")
    unconfirmed = _by(load.rows("alerting/unconfirmed"), "recipient")
    rows: list[MailRow] = []
    for group in groups:
        # As they were said, whatever the ids of their alerts: the last word goes into the subject.
        told_in_turn = (ident for ident in changes if ident in group["alerts"])
        mine = [c for ident in told_in_turn for c in changes[ident]]
        about = list(dict.fromkeys(c["meeting_id"] for c in mine))
        reader = group["recipient"]
        earlier = [e for e in threads.get(reader, ()) if e["meeting_id"] in about]
        thread, roots = _threads(earlier, group["message_id"])
        told = {c["change_id"] for c in mine}
        rows.append(
            {
                "message_id": group["message_id"],
                "recipient": reader,
                "kind": group["kind"],
                "alerts": group["alerts"],
                "changes": mine,
                "meetings": _of(meetings, about),
                "history": _of(history, about),
                "evidence": _of(evidence, about),
                "quotes": _of(quotes, about),
                "related": _of(related, about),
                "held": _of(_by(held_from.get(reader, ()), "meeting_id"), about),
                "also": [a for a in also.get(reader, ()) if a["change_id"] in told],
                "thread": thread,
                "roots": roots,
                "unconfirmed": unconfirmed.get(reader, []),
                "digest": (digests or {}).get(group["message_id"]),
            }
        )
    return rows


def _threads(
    earlier: Iterable[AlertingMailThreadRow], own: str
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The thread of each meeting: the ids to answer, oldest first, and the meeting whose
    thread that is. Mails about the meeting itself win over those about one that it may be."""
    ids: dict[str, list[str]] = {}
    roots: dict[str, str] = {}
    for row in earlier:
        if row["message_id"] == own:
            continue
        meeting: str = row["meeting_id"]
        root = meeting if row["own"] else str(roots.get(meeting) or row["told_of"])
        if root != roots.setdefault(meeting, root):
            roots[meeting], ids[meeting] = root, []
        if row["own"] or row["told_of"] == root:
            ids.setdefault(meeting, []).append(row["message_id"])
    return ids, roots


def _of(found: Mapping[str, V], about: Iterable[str]) -> dict[str, V]:
    return {ident: found[ident] for ident in about if ident in found}


def _by(rows: Iterable[R], name: str) -> dict[str, list[R]]:
    found: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return dict(found)


def mail_of(row: MailRow) -> Mail:
    """A row of a batch file as the mail to word."""
    digest = row["digest"]
    for name in ("picture", "network"):
        if digest and digest.get(name):
            picture = digest[name]
            digest = {**digest, name: {**picture, "png": base64.b64decode(picture["png"])}}
    return Mail(
        row["message_id"],
        row["kind"],
        row["recipient"],
        row["changes"],
        row["meetings"],
        row["history"],
        row["evidence"],
        row["quotes"],
        row["held"],
        row["also"],
        row["related"],
        row["thread"],
        row["roots"],
        row["unconfirmed"],
        digest,
    )
