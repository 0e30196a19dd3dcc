"""The rows of a mail, from the warehouse to a batch file and back."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from readout.model import Row
from readout.rendering.mail_content import Mail
from readout.storage.loader import Load
from readout.watching.telling import LIKELY_SAME


def mail_rows(
    load: Load, groups: Sequence[Row], digests: dict[str, Row] | None = None
) -> list[dict[str, Any]]:
    """Gather what each mail tells, for the mails claimed in this transaction.

    Args:
        groups: the mails: `message_id`, `recipient`, `kind`, `alerts` (id -> attempt).
        digests: message id -> what only a digest tells.

    Returns:
        One row a mail, complete: whoever sends it needs no warehouse.
    """
    changes = _by(load.rows("alerting/mail_changes"), "alert_id")
    meetings = {m["meeting_id"]: m for m in load.rows("alerting/mail_meetings")}
    per_meeting = {
        name: _by(load.rows(f"alerting/mail_{name}", least=LIKELY_SAME), "meeting_id")
        for name in ("history", "evidence", "quotes", "related")
    }
    per_reader = {
        name: _by(load.rows(f"alerting/mail_{name}", least=LIKELY_SAME), "recipient")
        for name in ("held", "also", "thread")
    }
    unconfirmed = _by(load.rows("alerting/unconfirmed"), "recipient")
    rows = []
    for group in groups:
        # As they were said, whatever the ids of their alerts: the last word goes into the subject.
        told_in_turn = (ident for ident in changes if ident in group["alerts"])
        mine = [c for ident in told_in_turn for c in changes[ident]]
        about = list(dict.fromkeys(c["meeting_id"] for c in mine))
        reader = group["recipient"]
        earlier = [e for e in per_reader["thread"].get(reader, ()) if e["meeting_id"] in about]
        held = _by(per_reader["held"].get(reader, ()), "meeting_id")
        told = {c["change_id"] for c in mine}
        rows.append(
            {
                **group,
                "changes": mine,
                "meetings": {m: meetings[m] for m in about if m in meetings},
                **{
                    name: {m: found[m] for m in about if m in found}
                    for name, found in per_meeting.items()
                },
                "held": {m: held[m] for m in about if m in held},
                "also": [a for a in per_reader["also"].get(reader, ()) if a["change_id"] in told],
                **_threads(earlier, group["message_id"]),
                "unconfirmed": unconfirmed.get(reader, []),
                "digest": (digests or {}).get(group["message_id"]),
            }
        )
    return rows


def _threads(earlier: Iterable[Row], own: str) -> dict[str, Any]:
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
    return {"thread": ids, "roots": roots}


def _by(rows: Iterable[Row], name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return dict(found)


def mail_of(row: Row) -> Mail:
    """A row of a batch file as the mail to word."""
    digest = row["digest"]
    for name in ("picture", "network"):
        if digest and digest.get(name):
            picture = digest[name]
            digest = {**digest, name: {**picture, "png": base64.b64decode(picture["png"])}}
    names = ("message_id", "kind", "recipient", "changes", "meetings", "history", "evidence",
             "quotes", "related", "held", "also", "thread", "roots", "unconfirmed")  # fmt: skip
    return Mail(**{name: row[name] for name in names}, digest=digest)
