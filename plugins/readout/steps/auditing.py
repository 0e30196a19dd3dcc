"""The audit: one row for each change that a person makes by hand, with the name and the way.

The row goes where the change goes: into the same bundle or the same transaction, so that neither is
kept without the other. A change that is a file (a watch made on a page, a token, the list of feeds)
leaves a bundle of its own, which the next claim of mails takes in.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from readout.config import Settings
from readout.storage.staging import write_bundle

if TYPE_CHECKING:
    from readout.storage.rows import AuditRow

# page: somebody who is signed in; command: `readout …` on the machine; link: who holds a signed
# link; request: an answer to a Required Action of Airflow's.
Way = Literal["page", "command", "link", "request"]
# Its loader takes in what stands alone: it runs after every change and every few minutes.
STEP = "send_alerts"


def change(
    action: str,
    subject: str,
    object_: str | None = None,
    *,
    by: str | None,
    way: Way,
    note: str | None = None,
    at: datetime | None = None,
) -> AuditRow:
    """A row of the table `audit`.

    Args:
        action: what was done, in two words (`meeting merge`, `watch kept`).
        subject: to what; object_: with what or to which value.
        by: who did it. at: when, naive UTC; now when absent.
    """
    return {
        "audit_id": uuid.uuid4().hex,
        "made_at": at or datetime.now(UTC).replace(tzinfo=None),
        "made_by": by,
        "way": way,
        "action": action,
        "subject": subject,
        "object": object_ or None,
        "note": note,
    }


def keep_change(settings: Settings, row: Mapping[str, object]) -> None:
    """Keep the row of a change that is a file.

    Raises:
        ReadoutError: the bundle can't be written.
    """
    write_bundle(settings.staging, STEP, {"audit": [row]})
