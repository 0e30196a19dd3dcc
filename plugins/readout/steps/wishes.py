"""What recipients ask for: no more of a watch or a meeting, or a mail once more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from readout.config import Settings
from readout.steps.auditing import Way, change
from readout.storage.keys import key
from readout.storage.loader import loading
from readout.storage.staging import write_bundle
from readout.watching.telling import alert_id

if TYPE_CHECKING:
    from readout.storage.results import AlertingAgainRow

# The step whose loader takes these in, before it decides what is sent next.
STEP = "send_alerts"


def mute(
    settings: Settings,
    recipient: str,
    *,
    watches: tuple[str, ...] = (),
    meeting: str | None = None,
    reason: str = "muted",
    muted: bool = True,
    by: str | None = None,
    way: Way = "command",
) -> int:
    """Stop (or with `muted=False` start again) mails to a recipient, for watches, or for one
    meeting; for everything when neither is given.

    Written as a bundle, so that a page may do it without opening the warehouse; in force
    with the next claim.

    Args:
        by, way: who asks, and how: for the audit.

    Returns:
        How many wishes were written.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    rows = [
        {
            "mute_id": key(recipient, watch, meeting, muted, now.isoformat()),
            "recipient": recipient,
            "watch": watch,
            "meeting_id": meeting,
            "muted": muted,
            "reason": reason,
            "created_at": now,
        }
        for watch in (watches or (None,))
    ]
    action = "mails end" if muted else "mails again"
    audit = [
        change(action, recipient, meeting or watch, by=by, way=way, note=reason, at=now)
        for watch in (watches or (None,))
    ]
    write_bundle(settings.staging, STEP, {"mutes": rows, "audit": audit})
    return len(rows)


def grant(settings: Settings, claims: Mapping[str, Any]) -> tuple[str, str | None]:
    """Do what a signed unsubscribe link allows. Doing it twice is doing it once.

    Args:
        claims: what `Links.read` gave: `u` the recipient, `w` watches or `m` a meeting.

    Returns:
        What was ended in words, and the recipient.
    """
    recipient = str(claims["u"])
    holder: dict[str, Any] = {"by": recipient, "way": "link"}
    if meeting := claims.get("m"):
        mute(settings, recipient, meeting=str(meeting), reason="muted by the recipient", **holder)
        return "mails about this meeting", recipient
    watches = tuple(str(w) for w in claims.get("w", ()))
    if not watches:
        return "nothing", None
    mute(settings, recipient, watches=watches, reason="unsubscribed", **holder)
    return " and ".join(f"the watch “{w}”" for w in watches), recipient


def resend(settings: Settings, ident: str, *, by: str | None = None) -> int:
    """Queue alerts once more, because somebody asked for it by name.

    Args:
        ident: an alert id (or its beginning), or a Message-ID.

    Returns:
        How many were queued; they go out in a new mail with the next run.
    """
    with loading(settings, "resend_alerts") as load:
        rows = load.rows("alerting/again", ident=ident)
        load.stage("alerts", [_again(row, load.now) for row in rows])
        if rows:
            done = change("mail again", ident, by=by, way="command", at=load.now)
            load.stage("audit", [done])
        load.merge(["alerts", "audit"])
    return len(rows)


def _again(row: AlertingAgainRow, now: datetime) -> dict[str, object]:
    copy = f"{row['recipient']}\x1f{row['copies']}"
    return {
        **{column: value for column, value in row.items() if column != "copies"},
        "alert_id": alert_id(row["change_id"], row["watch"], copy),
        "state": "pending",
        "reason": "asked for again",
        "schedule": "immediate",
        "message_id": None,
        "attempts": 0,
        "next_try_at": None,
        "due_at": now,
        "claimed_at": None,
        "sent_at": None,
        "created_at": now,
        "updated_at": now,
    }
